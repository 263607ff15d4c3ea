package org.godwit.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;

/** The client's side of SCRAM, written from RFC 5802 apart from the server's. */
public final class ScramClient {

  private final ScramHash hash;
  private final String gs2Header;
  private final String firstBare;
  private final byte[] binding;
  private String expectedServerFinal = "";

  public ScramClient(ScramHash hash, String gs2Header, String username, String nonce) {
    this(hash, gs2Header, username, nonce, new byte[0]);
  }

  /** A client that binds to a channel with this data. */
  public ScramClient(
      ScramHash hash, String gs2Header, String username, String nonce, byte[] binding) {
    this.binding = binding;
    this.hash = hash;
    this.gs2Header = gs2Header;
    this.firstBare = "n=" + username + ",r=" + nonce;
  }

  public String first() {
    return gs2Header + firstBare;
  }

  public String last(String serverFirst, String password) {
    String[] parts = serverFirst.split(",", -1);
    byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    int iterations = Integer.parseInt(parts[2].substring(2));
    byte[] salted = salted(password, salt, iterations);
    byte[] clientKey = ScramKeys.hmac(hash, salted, ascii("Client Key"));
    String withoutProof = "c=" + Base64.getEncoder().encodeToString(bound()) + "," + parts[0];
    byte[] authMessage =
        (firstBare + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
    byte[] proof = ScramKeys.hmac(hash, ScramKeys.digest(hash, clientKey), authMessage);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    byte[] serverKey = ScramKeys.hmac(hash, salted, ascii("Server Key"));
    expectedServerFinal =
        "v=" + Base64.getEncoder().encodeToString(ScramKeys.hmac(hash, serverKey, authMessage));
    return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
  }

  /** Returns what the server must say after {@link #last}. */
  public String expectedServerFinal() {
    return expectedServerFinal;
  }

  private byte[] bound() {
    byte[] header = ascii(gs2Header);
    return ByteBuffer.allocate(header.length + binding.length).put(header).put(binding).array();
  }

  private byte[] salted(String password, byte[] salt, int iterations) {
    String name = "PBKDF2WithHmac" + hash.name().replace("_", "");
    try {
      return SecretKeyFactory.getInstance(name)
          .generateSecret(
              new PBEKeySpec(password.toCharArray(), salt, iterations, hash.keyBytes() * 8))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
