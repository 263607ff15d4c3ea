package org.godwit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.godwit.bus.XmppProperties;
import org.godwit.gateway.auth.AuthService;
import org.godwit.gateway.bind.BindProperties;
import org.godwit.gateway.lease.GatewayLeases;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.netty.C2sProperties;
import org.godwit.gateway.netty.Listeners;
import org.godwit.gateway.netty.StreamServices;
import org.godwit.gateway.netty.StreamSettings;
import org.godwit.gateway.redirect.RedirectProperties;
import org.godwit.gateway.redirect.Redirection;
import org.godwit.gateway.sasl.SaslProperties;
import org.godwit.gateway.stream.HostFeatures;
import org.godwit.gateway.stream.LimitsProperties;
import org.godwit.gateway.stream.StreamMachine;
import org.godwit.gateway.stream.StreamPolicy;
import org.godwit.gateway.throttle.AddressCounts;
import org.godwit.gateway.throttle.ConnectionRates;
import org.godwit.gateway.throttle.ThrottlingProperties;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.watchdog.WatchdogProperties;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What all streams share. */
@Configuration(proxyBeanMethods = false)
@Import({
  StreamConfiguration.Negotiation.class,
  StreamConfiguration.Bounds.class,
  StreamConfiguration.Parts.class,
  Listeners.class
})
@EnableConfigurationProperties({
  TlsProperties.class,
  LimitsProperties.class,
  SaslProperties.class,
  BindProperties.class,
  RedirectProperties.class,
  ThrottlingProperties.class,
  WatchdogProperties.class,
  ClientStateProperties.class,
  CompressionProperties.class,
  StreamManagementProperties.class
})
class StreamConfiguration {

  /** What the operator set for what is offered. */
  record Negotiation(
      VirtualHosts hosts,
      TlsProperties tls,
      SaslProperties sasl,
      StreamManagementProperties management,
      ClientStateProperties clientState,
      CompressionProperties compression) {}

  /** What the operator set for limits and times. */
  record Bounds(
      C2sProperties c2s,
      LimitsProperties limits,
      BindProperties bind,
      WatchdogProperties watchdog,
      ThrottlingProperties throttling) {}

  /** What streams work with, beside the bus. */
  record Parts(
      StreamMachine machine,
      AuthService auth,
      TlsServer tls,
      AddressCounts addresses,
      Redirection redirection,
      StreamSettings settings) {}

  @Bean
  StreamMachine streamMachine(
      Negotiation offers,
      Redirection redirection,
      GatewayMetrics metrics,
      GatewayStarted identity,
      HostFeatures features) {
    return new StreamMachine(
        new StreamPolicy(
            offers.hosts,
            offers.tls.required(),
            offers.sasl.plainWithoutTls(),
            offers.sasl.attemptsMax(),
            offers.management,
            offers.clientState.enabled(),
            offers.sasl.iqAuth(),
            offers.compression.enabled(),
            features),
        new StreamIds(identity.epoch()),
        account -> {
          String other = redirection.target(account);
          if (other != null) {
            metrics.onStreamError(StreamErrorCondition.SEE_OTHER_HOST);
          }
          return other;
        });
  }

  @Bean
  HostFeatures hostFeatures() {
    return new HostFeatures();
  }

  @Bean
  Redirection redirection(
      RedirectProperties properties,
      GatewayStarted identity,
      ObjectProvider<GatewayLeases> leases) {
    GatewayLeases seen = leases.getIfAvailable();
    return new Redirection(properties, identity.gateway(), seen == null ? Map::of : seen::living);
  }

  @Bean
  AddressCounts addressCounts(LimitsProperties limits) {
    return new AddressCounts(limits.streamsPerAddress(), limits.newcomersPerAddress());
  }

  @Bean
  ConnectionRates connectionRates(ThrottlingProperties throttling) {
    return throttling.connectionRates();
  }

  @Bean
  StreamSettings streamSettings(Negotiation offers, Bounds bounds) {
    return new StreamSettings(
        offers.hosts,
        bounds.limits.newcomer(),
        bounds.limits.client(),
        bounds.c2s.negotiationTimeout(),
        bounds.bind.timeout(),
        bounds.c2s.closeTimeout(),
        bounds.watchdog,
        bounds.throttling.trafficLimits(),
        offers.clientState,
        offers.compression,
        offers.management);
  }

  @Bean
  TlsServer tlsServer(TlsProperties properties, XmppProperties xmpp, MeterRegistry registry) {
    return new TlsServer(properties, xmpp.domains(), Clock.systemUTC().instant(), registry);
  }

  @Bean
  StreamServices streamServices(BusSide bus, Parts parts) {
    return new StreamServices(
        parts.machine,
        parts.auth,
        bus.outlet(),
        bus.directory(),
        bus.metrics(),
        parts.tls,
        parts.addresses,
        parts.redirection,
        parts.settings);
  }
}
