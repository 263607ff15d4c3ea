package org.godwit.it.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A client's side of SCRAM, written from RFC 5802 without the server's code. */
final class Scram {
  private final String hash;
  private final String gs2Header;
  private final byte[] binding;
  private final String firstBare;
  private String signature = "";

  /** A client with {@code hash}, as in SHA-256. */
  Scram(String hash, String gs2Header, byte[] binding, String user) {
    this.hash = hash;
    this.gs2Header = gs2Header;
    this.binding = binding;
    this.firstBare = "n=" + user + ",r=clientnonce";
  }

  /** Returns the first message in base64. */
  String first() {
    return base64(bytes(gs2Header + firstBare));
  }

  /** Returns the answer to a challenge, both in base64. */
  String last(String challenge, String password) {
    String serverFirst = new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
    String[] parts = serverFirst.split(",", -1);
    byte[] salted =
        salted(
            password,
            Base64.getDecoder().decode(parts[1].substring(2)),
            Integer.parseInt(parts[2].substring(2)));
    byte[] header = bytes(gs2Header);
    byte[] bound = new byte[header.length + binding.length];
    System.arraycopy(header, 0, bound, 0, header.length);
    System.arraycopy(binding, 0, bound, header.length, binding.length);
    String withoutProof = "c=" + base64(bound) + "," + parts[0];
    byte[] message = bytes(firstBare + "," + serverFirst + "," + withoutProof);
    byte[] clientKey = hmac(salted, bytes("Client Key"));
    byte[] proof = hmac(digest(clientKey), message);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    signature = base64(bytes("v=" + base64(hmac(hmac(salted, bytes("Server Key")), message))));
    return base64(bytes(withoutProof + ",p=" + base64(proof)));
  }

  /** Returns what the server must say at the end, in base64. */
  String signature() {
    return signature;
  }

  private byte[] salted(String password, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.replace("-", ""))
          .generateSecret(
              new PBEKeySpec(
                  password.toCharArray(), salt, iterations, digest(new byte[0]).length * 8))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] digest(byte[] data) {
    try {
      return MessageDigest.getInstance(hash).digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] hmac(byte[] key, byte[] data) {
    return hmac("Hmac" + hash.replace("-", ""), key, data);
  }

  static byte[] hmac(String algorithm, byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String base64(byte[] data) {
    return Base64.getEncoder().encodeToString(data);
  }
}
