package org.godwit.session.userdata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Keys of rows that are named by texts too long for an index. Pure. */
public final class Digests {

  private Digests() {}

  /** Returns the SHA-256 of {@code text} as UTF-8: 32 bytes. */
  public static byte[] sha256(String text) {
    return digest("SHA-256", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the digest of {@code bytes}.
   *
   * @throws IllegalStateException where this Java has no such function
   */
  public static byte[] digest(String function, byte[] bytes) {
    try {
      return MessageDigest.getInstance(function).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
