package org.godwit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.XmppProperties;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.gateway.auth.AuthClientProperties;
import org.godwit.gateway.auth.AuthService;
import org.godwit.gateway.auth.RestAuthService;
import org.godwit.gateway.bind.BindProperties;
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
import org.godwit.gateway.netty.StreamServices;
import org.godwit.gateway.netty.StreamSettings;
import org.godwit.gateway.proxyprotocol.ProxyProtocolProperties;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.sasl.SaslProperties;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.stream.LimitsProperties;
import org.godwit.gateway.stream.StreamMachine;
import org.godwit.gateway.stream.StreamPolicy;
import org.godwit.gateway.throttle.ThrottlingProperties;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.websocket.WebSocketProperties;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
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
@Import({BusConfiguration.class, DrainConfiguration.class})
@EnableConfigurationProperties({
  GatewayProperties.class,
  C2sProperties.class,
  DirectTlsProperties.class,
  WebSocketProperties.class,
  BoshProperties.class,
  HostMetaProperties.class,
  ProxyProtocolProperties.class,
  NetBuffProperties.class,
  TlsProperties.class,
  LimitsProperties.class,
  SaslProperties.class,
  BindProperties.class,
  ThrottlingProperties.class,
  ClientStateProperties.class,
  StreamManagementProperties.class,
  LeaseProperties.class,
  AuthClientProperties.class
})
class GatewayConfiguration {
  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayConfiguration.class);

  /** EX_TEMPFAIL: try again. */
  private static final int EXIT_LEASE_LOST = 75;

  /** What streams are offered beside stanzas. */
  record Features(StreamManagementProperties management, ClientStateProperties clientState) {}

  /** What a client may send. */
  record Limits(LimitsProperties stanzas, ThrottlingProperties throttling) {}

  /** The listeners that speak HTTP. */
  record HttpListeners(
      WebSocketProperties websocket, BoshProperties bosh, HostMetaProperties hostMeta) {}

  /** What all sockets share. */
  record Sockets(ProxyProtocolProperties proxyProtocol, NetBuffProperties netBuff) {}

  /** Where clients come in, and how they are sent away. */
  record Doors(C2sListener listener, Drain drain) {}

  @Bean
  Features features(StreamManagementProperties management, ClientStateProperties clientState) {
    return new Features(management, clientState);
  }

  @Bean
  Limits limits(LimitsProperties stanzas, ThrottlingProperties throttling) {
    return new Limits(stanzas, throttling);
  }

  @Bean
  HttpListeners httpListeners(
      WebSocketProperties websocket, BoshProperties bosh, HostMetaProperties hostMeta) {
    return new HttpListeners(websocket, bosh, hostMeta);
  }

  @Bean
  Sockets sockets(ProxyProtocolProperties proxyProtocol, NetBuffProperties netBuff) {
    return new Sockets(proxyProtocol, netBuff);
  }

  @Bean
  Doors doors(C2sListener listener, Drain drain) {
    return new Doors(listener, drain);
  }

  @Bean
  GatewayStarted gatewayIdentity(GatewayProperties properties) {
    return new GatewayStarted(properties.id(), Clock.systemUTC().millis());
  }

  @Bean
  GatewayMetrics gatewayMetrics(MeterRegistry registry) {
    return new GatewayMetrics(registry);
  }

  @Bean
  StreamMachine streamMachine(
      XmppProperties xmpp,
      TlsProperties tls,
      SaslProperties sasl,
      Features features,
      GatewayStarted identity) {
    return new StreamMachine(
        new StreamPolicy(
            xmpp.servedDomains(),
            tls.required(),
            sasl.plainWithoutTls(),
            sasl.attemptsMax(),
            features.management().enabled(),
            features.management().resumeMax().toSeconds(),
            features.management().location(),
            features.clientState().enabled(),
            sasl.iqAuth()),
        new StreamIds(identity.epoch()));
  }

  @Bean(destroyMethod = "close")
  RestAuthService authService(AuthClientProperties properties, RestClient.Builder builder) {
    return new RestAuthService(properties, builder);
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
    return new GatewayLeases(
        properties,
        identity,
        bus,
        dead ->
            new DeliveryConsumer(new StreamDirectory(), new DeliveryReports(dead, owners, metrics)),
        new LeaseEnvironment(
            System::nanoTime, Thread::startVirtualThread, GatewayConfiguration::end, registry));
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

  @Bean
  StreamSettings streamSettings(
      XmppProperties xmpp,
      C2sProperties c2s,
      Limits limits,
      BindProperties bind,
      Features features) {
    return new StreamSettings(
        xmpp.servedDomains(),
        limits.stanzas().newcomer(),
        limits.stanzas().client(),
        c2s.negotiationTimeout(),
        bind.timeout(),
        c2s.closeTimeout(),
        c2s.keepAliveInterval(),
        limits.throttling().trafficLimits(),
        features.clientState(),
        features.management());
  }

  @Bean
  TlsServer tlsServer(TlsProperties properties, XmppProperties xmpp, MeterRegistry registry) {
    return new TlsServer(properties, xmpp.domains(), Clock.systemUTC().instant(), registry);
  }

  @Bean
  StreamServices streamServices(
      BusSide bus,
      AuthService auth,
      TlsServer tls,
      StreamMachine machine,
      StreamSettings settings) {
    return new StreamServices(
        machine, auth, bus.outlet(), bus.directory(), bus.metrics(), tls, settings);
  }

  @Bean
  Listeners listeners(
      C2sProperties c2s,
      DirectTlsProperties directTls,
      HttpListeners http,
      Sockets sockets,
      Limits limits) {
    return new Listeners(
        c2s,
        directTls,
        http.websocket(),
        http.bosh(),
        http.hostMeta(),
        sockets.proxyProtocol(),
        sockets.netBuff(),
        limits.throttling().connectionRates());
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
  Presence presence(GatewayStarted identity, ObjectProvider<GatewayLeases> leases) {
    return new Presence(identity, leases.getIfAvailable());
  }

  @Bean
  GatewayLifecycle gatewayLifecycle(
      GatewayProperties properties,
      Presence presence,
      StanzaBus bus,
      BusSide busSide,
      Doors doors) {
    return new GatewayLifecycle(
        presence, properties.startTimeout(), bus, busSide, doors.listener(), doors.drain());
  }
}
