package org.godwit.auth.registration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.godwit.protocol.host.RegistrationMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * In-band registration.
 *
 * @param fallback key {@code default}: whether registration is {@code open}, {@code closed} or by
 *     {@code invite} at a domain without a key of its own, whose virtual host says nothing either;
 *     default {@code closed}
 * @param domains key {@code domains.<domain>}: the same for one domain of {@code xmpp.domains},
 *     whose virtual host says nothing; default none
 * @param usernameLengthMax the longest username that may be registered, in characters; 1 to 512;
 *     default 128
 * @param perAddressPerMinute registrations that one address may make in a minute, with or without
 *     success; an IPv6 address counts with its /64; 0 (no limit) to 1,000,000; default 600. Lower
 *     it where strangers can reach the server.
 * @param addressesMax addresses that are counted at a time; 1000 to 10,000,000; default 100000.
 *     Beyond it the ones seen least are forgotten.
 */
@ConfigurationProperties("xmpp.auth.registration")
@Validated
public record RegistrationProperties(
    @Name("default") @DefaultValue("closed") RegistrationMode fallback,
    @DefaultValue Map<String, RegistrationMode> domains,
    @DefaultValue("128") @Min(1) @Max(512) int usernameLengthMax,
    @DefaultValue("600") @Min(0) @Max(1_000_000) int perAddressPerMinute,
    @DefaultValue("100000") @Min(1000) @Max(10_000_000) int addressesMax) {

  /** Copies the map. */
  public RegistrationProperties {
    domains = Map.copyOf(domains);
  }
}
