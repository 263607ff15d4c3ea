package org.godwit.auth.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import org.godwit.admin.Admin;
import org.godwit.admin.AdminTokenFile;
import org.godwit.admin.TokenDoor;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.auth.oauth.OauthProperties;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Decides who may use the administrators' API. Any thread. */
public final class Access {

  private static final String SCOPE = "admin:";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private final boolean open;
  private final @Nullable AdminTokenFile file;
  private final @Nullable AccessTokens jwts;

  /** Reads the files that {@code properties} name. */
  public Access(AccessProperties properties, InstantSource time) {
    this.open = properties.isOpen();
    this.file =
        properties.tokensFile() == null
            ? null
            : tokens(properties.tokensFile(), properties.checkInterval(), time);
    this.jwts =
        properties.jwksFile() == null
            ? null
            : new AccessTokens(
                new OauthProperties(
                    properties.jwksFile(),
                    properties.issuer(),
                    properties.audience(),
                    "scope",
                    CLOCK_SKEW,
                    properties.checkInterval()),
                time);
  }

  private static AdminTokenFile tokens(Path file, Duration interval, InstantSource time) {
    try {
      return new AdminTokenFile("xmpp.auth.api.tokens-file", file, interval, time);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationRefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns who sent a request, or null where that is nobody who may.
   *
   * @param authorization the header of that name (RFC 6750, section 2.1); null where there is none
   */
  public @Nullable Admin of(@Nullable String authorization) {
    if (open) {
      return Admin.LOCAL;
    }
    String token = TokenDoor.token(authorization);
    if (token == null) {
      return null;
    }
    Admin admin = file == null ? null : file.tokens().find(token);
    return admin != null || jwts == null ? admin : ofJwt(jwts, token);
  }

  private static @Nullable Admin ofJwt(AccessTokens jwts, String token) {
    AccessTokens.Claims claims = jwts.check(token);
    if (claims == null) {
      return null;
    }
    Set<String> domains = new HashSet<>();
    String name = Objects.requireNonNullElse(claims.subject(), "jwt");
    StringTokenizer words = new StringTokenizer(claims.named(), " ");
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (word.equals(SCOPE + '*')) {
        return new Admin(name, null);
      }
      Jid jid = word.startsWith(SCOPE) ? Jid.parse(word.substring(SCOPE.length())) : null;
      if (jid != null && jid.isDomain()) {
        domains.add(jid.domain());
      }
    }
    return domains.isEmpty() ? null : new Admin(name, domains);
  }
}
