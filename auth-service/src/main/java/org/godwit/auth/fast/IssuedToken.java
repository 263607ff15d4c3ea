package org.godwit.auth.fast;

import java.time.Instant;

/**
 * A token as its client gets it.
 *
 * @param token the secret: letters, digits, "-" and "_"
 * @param expiry when it ends
 */
public record IssuedToken(String token, Instant expiry) {
  @Override
  public String toString() {
    return "IssuedToken[expiry=" + expiry + "]";
  }
}
