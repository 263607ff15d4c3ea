package org.godwit.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.gateway.auth.AuthClientProperties;
import org.godwit.gateway.auth.RestAuthService;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.drain.Drain;
import org.godwit.gateway.drain.DrainConfiguration;
import org.godwit.gateway.hostmeta.HostMetaProperties;
import org.godwit.gateway.lease.GatewayLeases;
import org.godwit.gateway.lease.LeaseEnvironment;
import org.godwit.gateway.lease.LeaseProperties;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.netty.C2sListener;
import org.godwit.gateway.netty.C2sProperties;
import org.godwit.gateway.netty.DirectTlsProperties;
import org.godwit.gateway.netty.Listeners;
import org.godwit.gateway.netty.StepConnections;
import org.godwit.gateway.netty.StreamServices;
import org.godwit.gateway.proxyprotocol.ProxyProtocolProperties;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.stream.HostFeatures;
import org.godwit.gateway.websocket.WebSocketProperties;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** The parts of the gateway, in the order in which a stanza meets them. */
@Configuration(proxyBeanMethods = false)
@Import({BusConfiguration.class, StreamConfiguration.class, DrainConfiguration.class})
@EnableConfigurationProperties({
  GatewayProperties.class,
  C2sProperties.class,
  DirectTlsProperties.class,
  WebSocketProperties.class,
  BoshProperties.class,
  HostMetaProperties.class,
  ProxyProtocolProperties.class,
  NetBuffProperties.class,
  LeaseProperties.class,
  AuthClientProperties.class
})
class GatewayConfiguration {
  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayConfiguration.class);

  /** EX_TEMPFAIL: try again. */
  private static final int EXIT_LEASE_LOST = 75;

  @Bean
  GatewayStarted gatewayIdentity(GatewayProperties properties) {
    return new GatewayStarted(properties.id(), Clock.systemUTC().millis());
  }

  @Bean
  GatewayMetrics gatewayMetrics(MeterRegistry registry) {
    return new GatewayMetrics(registry);
  }

  @Bean(destroyMethod = "close")
  RestAuthService authService(
      AuthClientProperties properties,
      RestClient.Builder builder,
      GatewayMetrics metrics,
      MeterRegistry registry) {
    RestAuthService made =
        new RestAuthService(
            properties,
            builder,
            new StepConnections(properties),
            () -> metrics.onLimit(GatewayMetrics.Limit.SASL_WAITING));
    Gauge.builder("xmpp.gateway.sasl.waiting", made, RestAuthService::waitingSteps)
        .description("SASL steps that wait for their turn at auth-service")
        .register(registry);
    return made;
  }

  @Bean(destroyMethod = "")
  @ConditionalOnBooleanProperty(name = "xmpp.gateway.lease.enabled", matchIfMissing = true)
  GatewayLeases gatewayLeases(
      LeaseProperties properties,
      GatewayStarted identity,
      StanzaBus bus,
      GatewayMetrics metrics,
      MeterRegistry registry) {
    OwnerPublisher owners = new OwnerPublisher(bus);
    GatewayLeases made =
        new GatewayLeases(
            properties,
            identity,
            bus,
            dead ->
                new DeliveryConsumer(
                    new StreamDirectory(), DeliveryReports.ofDead(dead, owners, metrics)),
            new LeaseEnvironment(
                System::nanoTime, Thread::startVirtualThread, GatewayConfiguration::end, registry));
    made.reportStreams(metrics::openStreams);
    return made;
  }

  /**
   * Ends the process without another word: its streams are others' now, and neither clients nor
   * owners may hear of them from here. Whoever runs it starts it again.
   */
  private static void end(String reason) {
    LOGGER
        .atError()
        .addKeyValue("error", reason)
        .log(
            "this gateway has lost its lease: the process ends with exit code 75, to be restarted");
    Runtime.getRuntime().halt(EXIT_LEASE_LOST);
  }

  @Bean
  @ConditionalOnMissingBean
  Lease gatewayLease() {
    return Lease.ALWAYS;
  }

  @Bean
  BusSide busSide(GatewayStarted identity, StanzaBus bus, GatewayMetrics metrics, Lease lease) {
    return BusSide.of(identity, bus, metrics, lease);
  }

  @Bean(destroyMethod = "close")
  HostsFollower hostsFollower(StanzaBus bus, HostFeatures features) {
    return new HostsFollower(bus, features);
  }

  @Bean
  C2sListener c2sListener(Listeners listeners, StreamServices services) {
    return new C2sListener(listeners, services);
  }

  @Bean
  C2sHealthIndicator c2sHealthIndicator(C2sListener listener) {
    return new C2sHealthIndicator(listener);
  }

  @Bean
  Presence presence(
      GatewayProperties properties, GatewayStarted identity, ObjectProvider<GatewayLeases> leases) {
    return new Presence(identity, properties.startTimeout(), leases.getIfAvailable());
  }

  /** Streams to a host that is served no more end (RFC 6120, section 4.9.3.5). */
  @Bean
  VirtualHosts.Listener hostChanges(
      VirtualHosts hosts, RestAuthService auth, C2sListener listener) {
    StreamError gone =
        StreamError.of(StreamErrorCondition.HOST_GONE, "The domain is not served here any more.");
    VirtualHosts.Listener changes =
        (host, served) -> {
          auth.forget(host);
          if (!served) {
            listener.endAll(host, gone);
          }
        };
    hosts.onChange(changes);
    return changes;
  }

  @Bean
  GatewayLifecycle gatewayLifecycle(
      Presence presence, StanzaBus bus, BusSide busSide, C2sListener listener, Drain drain) {
    return new GatewayLifecycle(presence, bus, busSide, listener, drain);
  }
}
