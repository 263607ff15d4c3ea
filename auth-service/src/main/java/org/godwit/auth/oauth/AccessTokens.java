package org.godwit.auth.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Checks signed JWTs of an authorization server. Any thread. */
public final class AccessTokens {

  /** Signatures with public keys only: nobody who checks a token could make one. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.EdDSA);

  private final @Nullable DefaultJWTProcessor<SecurityContext> processor;
  private final String accountClaim;

  /** Makes a check; one that takes nothing where no keys are configured. */
  public AccessTokens(OauthProperties properties, InstantSource time) {
    this.accountClaim = properties.accountClaim();
    this.processor = properties.jwksFile() == null ? null : processor(properties, time);
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      OauthProperties properties, InstantSource time) {
    if (properties.jwksFile() == null) {
      throw new IllegalArgumentException("there are no keys");
    }
    JwkFile file = new JwkFile(properties.jwksFile(), properties.checkInterval(), time);
    DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
    made.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS, (selector, context) -> selector.select(file.keys())));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            properties.audience(),
            new JWTClaimsSet.Builder().issuer(properties.issuer()).build(),
            Set.of("exp", properties.accountClaim())) {
          @Override
          protected Date currentTime() {
            return Date.from(time.instant());
          }
        };
    claims.setMaxClockSkew(
        (int) TimeUnit.MILLISECONDS.toSeconds(properties.clockSkew().toMillis()));
    made.setJWTClaimsSetVerifier(claims);
    return made;
  }

  /** Tells whether there are keys to check tokens with. */
  public boolean enabled() {
    return processor != null;
  }

  /**
   * What a good token says.
   *
   * @param subject whose it is; null where it does not say
   * @param named the claim that is asked for; not empty
   */
  public record Claims(@Nullable String subject, String named) {}

  /** Returns the name of the account that {@code token} is for, or null where it is no good one. */
  public @Nullable String accountOf(String token) {
    Claims claims = check(token);
    return claims == null ? null : claims.named();
  }

  /** Returns what {@code token} says, or null where it is no good one. */
  public @Nullable Claims check(String token) {
    if (processor == null) {
      return null;
    }
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String named = claims.getStringClaim(accountClaim);
      return named == null || named.isEmpty() ? null : new Claims(claims.getSubject(), named);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      // Its message may quote the token.
      return null;
    }
  }
}
