package org.godwit.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A client's side of SCRAM-SHA-1 (RFC 5802). Salted passwords are kept for the next login. */
final class ScramSha1 {

  private static final Map<String, byte[]> SALTED = new ConcurrentHashMap<>();

  private final String firstBare;

  ScramSha1(String username, String nonce) {
    firstBare = "n=" + username + ",r=" + nonce;
  }

  /** Returns the first message in base64. */
  String first() {
    return base64(bytes("n,," + firstBare));
  }

  /** Returns the answer to a challenge, both in base64. */
  String last(String challenge, String password) {
    try {
      String serverFirst =
          new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
      String[] parts = serverFirst.split(",", -1);
      byte[] salted =
          SALTED.computeIfAbsent(
              parts[1] + parts[2] + password,
              ignored -> salted(password, parts[1].substring(2), parts[2].substring(2)));
      String withoutProof = "c=biws," + parts[0];
      byte[] clientKey = hmac(salted, bytes("Client Key"));
      byte[] storedKey = MessageDigest.getInstance("SHA-1").digest(clientKey);
      byte[] proof = hmac(storedKey, bytes(firstBare + "," + serverFirst + "," + withoutProof));
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= clientKey[i];
      }
      return base64(bytes(withoutProof + ",p=" + base64(proof)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] salted(String password, String salt, String iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
          .generateSecret(
              new PBEKeySpec(
                  password.toCharArray(),
                  Base64.getDecoder().decode(salt),
                  Integer.parseInt(iterations),
                  160))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    return mac.doFinal(data);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
