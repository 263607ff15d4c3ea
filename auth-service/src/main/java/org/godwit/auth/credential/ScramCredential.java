package org.godwit.auth.credential;

/**
 * What the server keeps of a password for one hash (RFC 5802, section 3).
 *
 * @param salt the salt of this account and hash, 1 to 64 bytes
 * @param iterations the iteration count of Hi()
 * @param storedKey H(ClientKey): enough to check a proof, not to make one
 * @param serverKey HMAC(SaltedPassword, "Server Key")
 */
public record ScramCredential(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

  @Override
  public String toString() {
    return "ScramCredential[iterations=" + iterations + "]";
  }
}
