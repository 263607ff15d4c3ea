package org.godwit.auth.access;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The administrators' API under {@code /api/v1}. Where neither {@code tokensFile} nor {@code
 * jwksFile} is set, it is open to everybody on a loopback address, and the service refuses to start
 * on another one.
 *
 * @param enabled whether it is there at all; default true
 * @param tokensFile file with one administrator per line: a name, a token (or {@code sha256:} and
 *     the SHA-256 of one in hexadecimal) and the domains, comma separated, or {@code *} for all;
 *     blanks between them, {@code #} begins a comment; read again when it has changed; default none
 * @param jwksFile file with an authorization server's public keys as a JWK set (RFC 7517); signed
 *     JWTs are taken then, whose claim {@code scope} has words like {@code admin:example.com} or
 *     {@code admin:*}; read again when it has changed; default none
 * @param issuer the {@code iss} that a JWT must have
 * @param audience what the {@code aud} of a JWT must contain
 * @param checkInterval how often the files are looked at, at most; 1 s to 1 h; default 10 s
 * @param idempotencyKept how long the answer to a POST with an {@code Idempotency-Key} is kept; 1
 *     min to 30 d; default 24 h
 */
@ConfigurationProperties("xmpp.auth.api")
@Validated
public record AccessProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable Path tokensFile,
    @Nullable Path jwksFile,
    @Nullable String issuer,
    @Nullable String audience,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration checkInterval,
    @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration idempotencyKept) {

  /** Refuses keys without an issuer or audience: such tokens would be anybody's. */
  public AccessProperties {
    if (jwksFile != null && (isBlank(issuer) || isBlank(audience))) {
      throw new IllegalArgumentException(
          "xmpp.auth.api.jwks-file is "
              + jwksFile
              + ", but xmpp.auth.api."
              + (isBlank(issuer) ? "issuer" : "audience")
              + " is not set: both are needed with it.");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** Tells whether anybody may use the API who reaches it. */
  public boolean isOpen() {
    return tokensFile == null && jwksFile == null;
  }
}
