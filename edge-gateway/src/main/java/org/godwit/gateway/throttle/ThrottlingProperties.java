package org.godwit.gateway.throttle;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much clients may send and be sent, and how often they may come. Past a limit a stanza is
 * answered with error 4031, and with {@code disc} the stream ends with {@code policy-violation}.
 *
 * @param traffic what one client's connection may carry, in Tigase's form {@code
 *     KIND:PER_MINUTE:TOTAL:ACTION}; kinds {@code xmpp} (elements) and {@code bin} (bytes), numbers
 *     with k, m or g for 1024, 1024² and 1024³, 0 for no limit, actions {@code disc} and {@code
 *     drop}; default {@code xmpp:2500:0:disc,bin:10m:0:disc}; less stops misbehaving clients
 *     sooner, and busy ones as well
 * @param newConnections how many connections may come in one second at each port, {@code
 *     PORT:PER_SECOND}; default {@code 5222:500,5223:50,5269:100,5280:1000,5290:100}, and 500 for
 *     every other port; 0 for any number. One that comes too soon is closed before a byte is read;
 *     less protects auth-service in a login storm
 */
@Validated
@ConfigurationProperties("xmpp.gateway.throttling")
public record ThrottlingProperties(
    @DefaultValue("xmpp:2500:0:disc,bin:10m:0:disc") String traffic,
    @DefaultValue("5222:500,5223:50,5269:100,5280:1000,5290:100") String newConnections) {
  private static final String PREFIX = "xmpp.gateway.throttling.";

  /** Checks the forms. */
  public ThrottlingProperties {
    var _ = TrafficLimits.parse(PREFIX + "traffic", traffic);
    var _ = ConnectionRates.parse(PREFIX + "new-connections", newConnections);
  }

  /** Returns what a client's connection may carry. */
  public TrafficLimits trafficLimits() {
    return TrafficLimits.parse(PREFIX + "traffic", traffic);
  }

  /** Returns how often clients may come. */
  public ConnectionRates connectionRates() {
    return ConnectionRates.parse(PREFIX + "new-connections", newConnections);
  }
}
