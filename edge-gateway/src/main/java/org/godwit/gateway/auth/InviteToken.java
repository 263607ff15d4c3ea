package org.godwit.gateway.auth;

/**
 * An invitation to make an account (XEP-0445), as a client shows it.
 *
 * @param text the token; never logged
 */
public record InviteToken(String text) {
  @Override
  public String toString() {
    return "InviteToken";
  }
}
