package org.godwit.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * A wish for an account.
 *
 * @param domain the stream's host
 * @param username the wanted localpart, not yet prepared
 * @param password the password, not yet prepared
 * @param address the client's address; null where unknown
 * @param invite an invitation that auth-service has found good; null for none
 */
public record Registration(
    String domain,
    String username,
    String password,
    @Nullable String address,
    @Nullable InviteToken invite) {
  /** Returns the domain only: passwords are never logged. */
  @Override
  public String toString() {
    return "Registration[" + domain + ']';
  }
}
