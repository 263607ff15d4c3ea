package org.godwit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.XmppProperties;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.gateway.auth.AuthClientProperties;
import org.godwit.gateway.auth.AuthService;
import org.godwit.gateway.auth.RestAuthService;
import org.godwit.gateway.bind.BindProperties;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.netty.C2sListener;
import org.godwit.gateway.netty.C2sProperties;
import org.godwit.gateway.netty.StreamServices;
import org.godwit.gateway.netty.StreamSettings;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.sasl.SaslProperties;
import org.godwit.gateway.stream.LimitsProperties;
import org.godwit.gateway.stream.StreamMachine;
import org.godwit.gateway.stream.StreamPolicy;
import org.godwit.gateway.tls.TlsContexts;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** The parts of the gateway, in the order in which a stanza meets them. */
@Configuration(proxyBeanMethods = false)
@Import(BusConfiguration.class)
@EnableConfigurationProperties({
  GatewayProperties.class,
  C2sProperties.class,
  TlsProperties.class,
  LimitsProperties.class,
  SaslProperties.class,
  BindProperties.class,
  StreamManagementProperties.class,
  AuthClientProperties.class
})
class GatewayConfiguration {
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
      StreamManagementProperties management,
      GatewayStarted identity) {
    return new StreamMachine(
        new StreamPolicy(
            xmpp.servedDomains(),
            tls.required(),
            sasl.plainWithoutTls(),
            sasl.attemptsMax(),
            management.enabled()),
        new StreamIds(identity.epoch()));
  }

  @Bean(destroyMethod = "close")
  RestAuthService authService(AuthClientProperties properties, RestClient.Builder builder) {
    return new RestAuthService(properties, builder);
  }

  @Bean
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
      LimitsProperties limits,
      BindProperties bind,
      StreamManagementProperties management) {
    return new StreamSettings(
        xmpp.servedDomains(),
        limits.newcomer(),
        limits.client(),
        c2s.negotiationTimeout(),
        bind.timeout(),
        c2s.closeTimeout(),
        c2s.keepAliveInterval(),
        management);
  }

  @Bean
  SslContext tlsContext(TlsProperties properties, XmppProperties xmpp) {
    return TlsContexts.server(properties, xmpp.domains(), Clock.systemUTC().instant());
  }

  @Bean
  StreamServices streamServices(
      BusSide bus,
      AuthService auth,
      SslContext tls,
      StreamMachine machine,
      StreamSettings settings) {
    return new StreamServices(
        machine, auth, bus.outlet(), bus.directory(), bus.metrics(), tls, settings);
  }

  @Bean
  C2sListener c2sListener(C2sProperties properties, StreamServices services) {
    return new C2sListener(properties, services);
  }

  @Bean
  C2sHealthIndicator c2sHealthIndicator(C2sListener listener) {
    return new C2sHealthIndicator(listener);
  }

  @Bean
  GatewayLifecycle gatewayLifecycle(
      GatewayProperties properties,
      GatewayStarted identity,
      StanzaBus bus,
      BusSide busSide,
      C2sListener listener) {
    return new GatewayLifecycle(identity, properties.startTimeout(), bus, busSide, listener);
  }
}
