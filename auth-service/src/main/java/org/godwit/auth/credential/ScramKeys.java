package org.godwit.auth.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The functions of RFC 5802, sections 2.2 and 3. Pure; any thread. */
public final class ScramKeys {

  private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

  private ScramKeys() {}

  /**
   * Derives what is kept of a password. Costs milliseconds of CPU: call it inside {@link
   * PasswordHashing}.
   *
   * @param preparedPassword the password after SASLprep, not empty
   */
  public static ScramCredential derive(
      ScramHash hash, String preparedPassword, byte[] salt, int iterations) {
    byte[] salted = saltedPassword(hash, preparedPassword, salt, iterations);
    return new ScramCredential(
        salt,
        iterations,
        digest(hash, hmac(hash, salted, CLIENT_KEY)),
        hmac(hash, salted, SERVER_KEY));
  }

  /** Returns H(data). */
  public static byte[] digest(ScramHash hash, byte[] data) {
    try {
      return MessageDigest.getInstance(hash.digest()).digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + hash.digest(), e);
    }
  }

  /** Returns HMAC(key, data). */
  public static byte[] hmac(ScramHash hash, byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(hash.hmac());
      mac.init(new SecretKeySpec(key, hash.hmac()));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + hash.hmac(), e);
    }
  }

  private static byte[] saltedPassword(
      ScramHash hash, String password, byte[] salt, int iterations) {
    PBEKeySpec spec =
        new PBEKeySpec(password.toCharArray(), salt, iterations, hash.keyBytes() * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance(hash.keyDerivation()).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks " + hash.keyDerivation(), e);
    } finally {
      spec.clearPassword();
    }
  }
}
