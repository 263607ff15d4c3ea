package org.godwit.auth.fast;

import java.time.Instant;

/**
 * What is kept of a token.
 *
 * @param slot whether the client is known to have it
 * @param mechanism registered name of the only mechanism that it may be used with
 * @param salt what it was made from, 32 bytes
 * @param hash SHA-256 of it
 * @param issued when it was made, to the millisecond
 * @param expiry when it ends, to the millisecond
 */
public record FastToken(
    Slot slot, String mechanism, byte[] salt, byte[] hash, Instant issued, Instant expiry) {

  /** The two places that a client has for tokens (XEP-0484, section 5.1). */
  public enum Slot {
    /** Made, and not used yet. */
    NEW,
    /** Used already. */
    CURRENT
  }

  @Override
  public String toString() {
    return "FastToken[" + slot + ", " + mechanism + "]";
  }
}
