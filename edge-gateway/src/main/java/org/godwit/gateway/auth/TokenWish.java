package org.godwit.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a client wants of tokens (XEP-0484, section 3).
 *
 * @param agentId the id of the client's user agent, a UUID
 * @param requested the mechanism that a new token is wanted for; null for none
 * @param used whether the client says that it logs in with one
 * @param invalidates whether the token that it logs in with is to be invalidated
 */
public record TokenWish(
    String agentId, @Nullable String requested, boolean used, boolean invalidates) {
  /** Returns nothing of it: the id is the client's secret. */
  @Override
  public String toString() {
    return "TokenWish";
  }
}
