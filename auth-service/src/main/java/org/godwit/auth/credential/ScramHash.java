package org.godwit.auth.credential;

/** A hash that SCRAM is used with: RFC 5802, RFC 7677 and draft-melnikov-scram-sha-512. */
public enum ScramHash {
  /** SHA-1, keys of 20 bytes. */
  SHA_1("SHA-1", "HmacSHA1", "PBKDF2WithHmacSHA1", 20),
  /** SHA-256, keys of 32 bytes. */
  SHA_256("SHA-256", "HmacSHA256", "PBKDF2WithHmacSHA256", 32),
  /** SHA-512, keys of 64 bytes. */
  SHA_512("SHA-512", "HmacSHA512", "PBKDF2WithHmacSHA512", 64);

  private final String digest;
  private final String hmac;
  private final String keyDerivation;
  private final int keyBytes;

  ScramHash(String digest, String hmac, String keyDerivation, int keyBytes) {
    this.digest = digest;
    this.hmac = hmac;
    this.keyDerivation = keyDerivation;
    this.keyBytes = keyBytes;
  }

  /** Returns the JDK's name of the digest. */
  String digest() {
    return digest;
  }

  /** Returns the JDK's name of the keyed hash. */
  String hmac() {
    return hmac;
  }

  /** Returns the JDK's name of Hi(): PBKDF2 with this hash. */
  String keyDerivation() {
    return keyDerivation;
  }

  /** Returns the length of this hash and of every key made with it, in bytes. */
  public int keyBytes() {
    return keyBytes;
  }
}
