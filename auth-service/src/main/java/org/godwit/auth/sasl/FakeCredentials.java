package org.godwit.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.protocol.jid.Jid;

/**
 * Credentials for accounts that do not exist: always the same for one name, as a real account's
 * are, and impossible to prove.
 */
final class FakeCredentials {

  private static final int SALT_BYTES = 16;

  private final byte[] secret;
  private final ToIntFunction<String> iterations;

  /**
   * Makes them up from a secret.
   *
   * @param secret the same for all instances, so that they tell the same salt
   * @param iterations what new accounts of a host have
   */
  FakeCredentials(byte[] secret, ToIntFunction<String> iterations) {
    this.secret = secret;
    this.iterations = iterations;
  }

  ScramCredential of(ScramHash hash, Jid account) {
    byte[] salt = Arrays.copyOf(bytes("salt", hash, account), SALT_BYTES);
    return new ScramCredential(
        salt,
        iterations.applyAsInt(account.domain()),
        bytes("stored", hash, account),
        bytes("server", hash, account));
  }

  private byte[] bytes(String use, ScramHash hash, Jid account) {
    String name = use + '\0' + hash.name() + '\0' + account.bareText();
    return ScramKeys.hmac(hash, secret, name.getBytes(StandardCharsets.UTF_8));
  }
}
