package org.godwit.admin;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a bearer token (RFC 6750, section 2.1) of a file or, where there is none, the
 * processes of this machine. Any thread.
 */
public final class TokenDoor implements AdminDoor {

  private static final String BEARER = "bearer ";

  private final @Nullable AdminTokenFile tokens;

  /** Makes one; null lets this machine in, and nobody else. */
  public TokenDoor(@Nullable AdminTokenFile tokens) {
    this.tokens = tokens;
  }

  @Override
  public @Nullable Admin of(@Nullable String authorization, String address) {
    if (tokens == null) {
      return InetAddress.ofLiteral(address).isLoopbackAddress() ? Admin.LOCAL : null;
    }
    String token = token(authorization);
    return token == null ? null : tokens.tokens().find(token);
  }

  /** Returns the token in a header {@code Authorization}, or null where there is none. */
  public static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
