package org.godwit.auth.oauth;

import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * OAUTHBEARER (RFC 7628) with signed JWTs. Off until {@code jwksFile} is set; then {@code issuer}
 * and {@code audience} are needed as well.
 *
 * @param jwksFile file with the authorization server's public keys as a JWK set (RFC 7517); read
 *     again when it has changed; default none
 * @param issuer the {@code iss} that a token must have
 * @param audience what the {@code aud} of a token must contain
 * @param accountClaim the claim that names the account, as a localpart or a bare JID; default
 *     {@code sub}
 * @param clockSkew how far clocks may be apart; 0 s to 5 min; default 30 s
 * @param checkInterval how often the file is looked at, at most; 1 s to 1 h; default 10 s
 */
@ConfigurationProperties("xmpp.auth.oauth")
@Validated
public record OauthProperties(
    @Nullable Path jwksFile,
    @Nullable String issuer,
    @Nullable String audience,
    @DefaultValue("sub") String accountClaim,
    @DefaultValue("30s") @DurationMin(seconds = 0) @DurationMax(minutes = 5) Duration clockSkew,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration checkInterval) {

  /** Refuses keys without an issuer or audience: such tokens would be anybody's. */
  public OauthProperties {
    if (jwksFile != null && (isBlank(issuer) || isBlank(audience))) {
      throw new IllegalArgumentException(
          "xmpp.auth.oauth.jwks-file is "
              + jwksFile
              + ", but xmpp.auth.oauth."
              + (isBlank(issuer) ? "issuer" : "audience")
              + " is not set: both are needed with it.");
    }
    if (accountClaim.isBlank()) {
      throw new IllegalArgumentException(
          "xmpp.auth.oauth.account-claim is empty: the name of a claim is allowed.");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
