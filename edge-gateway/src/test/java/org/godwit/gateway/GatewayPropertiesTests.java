package org.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.gateway.auth.AuthClientProperties;
import org.godwit.gateway.bind.BindProperties;
import org.godwit.gateway.netty.C2sProperties;
import org.godwit.gateway.sasl.SaslProperties;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.stream.LimitsProperties;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Pins the keys of the gateway's configuration and their defaults. */
class GatewayPropertiesTests {
  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }

  /** {@code Map.of} takes ten pairs at most. */
  private static Map<String, String> values(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return values;
  }

  @Test
  void gatewayHasItsDefaultsAndKeys() {
    assertThat(bind("xmpp.gateway", GatewayProperties.class, Map.of()))
        .isEqualTo(new GatewayProperties("g1", Duration.ofSeconds(30)));
    assertThat(
            bind(
                "xmpp.gateway",
                GatewayProperties.class,
                Map.of("xmpp.gateway.id", "g2", "xmpp.gateway.start-timeout", "5s")))
        .isEqualTo(new GatewayProperties("g2", Duration.ofSeconds(5)));
  }

  @Test
  void listenerHasItsDefaultsAndKeys() {
    assertThat(bind("xmpp.gateway.c2s", C2sProperties.class, Map.of()))
        .isEqualTo(
            new C2sProperties(
                "127.0.0.1",
                5222,
                1024,
                0,
                true,
                true,
                DataSize.ofMegabytes(4),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                NetBuffProperties.Size.STANDARD));
    String c2s = "xmpp.gateway.c2s.";
    assertThat(
            bind(
                "xmpp.gateway.c2s",
                C2sProperties.class,
                values(
                    c2s + "bind-address", "0.0.0.0",
                    c2s + "port", "1",
                    c2s + "backlog", "2",
                    c2s + "threads", "3",
                    c2s + "tcp-no-delay", "false",
                    c2s + "tcp-keep-alive", "false",
                    c2s + "outbound-buffer", "1MB",
                    c2s + "negotiation-timeout", "5s",
                    c2s + "close-timeout", "1s",
                    c2s + "net-buff", "high-throughput")))
        .isEqualTo(
            new C2sProperties(
                "0.0.0.0",
                1,
                2,
                3,
                false,
                false,
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                NetBuffProperties.Size.HIGH_THROUGHPUT));
  }

  @Test
  void tlsHasItsDefaultsAndKeys() {
    assertThat(bind("xmpp.gateway.tls", TlsProperties.class, Map.of()))
        .isEqualTo(
            new TlsProperties(
                true,
                null,
                null,
                Path.of("data/tls"),
                List.of(),
                TlsProperties.Engine.AUTO,
                Duration.ofSeconds(10),
                null,
                true));
    String tls = "xmpp.gateway.tls.";
    assertThat(
            bind(
                "xmpp.gateway.tls",
                TlsProperties.class,
                Map.of(
                    tls + "required", "false",
                    tls + "certificate", "c.pem",
                    tls + "key", "k.pem",
                    tls + "self-signed-folder", "f",
                    tls + "hosts[0].host", "*.example.org",
                    tls + "hosts[0].certificate", "h.pem",
                    tls + "hosts[0].key", "hk.pem",
                    tls + "engine", "jdk",
                    tls + "check-interval", "0s",
                    tls + "client-trust", "t.pem")))
        .isEqualTo(
            new TlsProperties(
                false,
                Path.of("c.pem"),
                Path.of("k.pem"),
                Path.of("f"),
                List.of(
                    new TlsProperties.HostCertificate(
                        "*.example.org", Path.of("h.pem"), Path.of("hk.pem"))),
                TlsProperties.Engine.JDK,
                Duration.ZERO,
                Path.of("t.pem"),
                true));
    assertThatThrownBy(() ->
            bind("xmpp.gateway.tls", TlsProperties.class, Map.of(tls + "check-interval", "10ms")))
        .rootCause()
        .hasMessage(
            "xmpp.gateway.tls.check-interval is PT0.01S but must be between PT1S and PT24H, or 0");
  }

  @Test
  void featuresHaveTheirDefaultsAndKeys() {
    assertThat(bind("xmpp.gateway.sasl", SaslProperties.class, Map.of()))
        .isEqualTo(new SaslProperties(false, 5, false));
    assertThat(
            bind(
                "xmpp.gateway.sasl",
                SaslProperties.class,
                Map.of(
                    "xmpp.gateway.sasl.plain-without-tls", "true",
                    "xmpp.gateway.sasl.attempts-max", "2",
                    "xmpp.gateway.sasl.iq-auth", "true")))
        .isEqualTo(new SaslProperties(true, 2, true));
    assertThat(bind("xmpp.gateway.bind", BindProperties.class, Map.of()))
        .isEqualTo(new BindProperties(Duration.ofSeconds(30)));
    assertThat(bind("xmpp.gateway.limits", LimitsProperties.class, Map.of()))
        .isEqualTo(
            new LimitsProperties(
                DataSize.ofKilobytes(16), DataSize.ofKilobytes(256), 32, 4096, 64, 65_536, 2000));
    assertThat(
            bind(
                "xmpp.gateway.limits",
                LimitsProperties.class,
                Map.of(
                    "xmpp.gateway.limits.newcomer-stanza", "10000B",
                    "xmpp.gateway.limits.stanza", "1MB",
                    "xmpp.gateway.limits.depth", "3",
                    "xmpp.gateway.limits.elements", "4",
                    "xmpp.gateway.limits.attributes", "8",
                    "xmpp.gateway.limits.streams-per-address", "9",
                    "xmpp.gateway.limits.newcomers-per-address", "0")))
        .isEqualTo(
            new LimitsProperties(DataSize.ofBytes(10_000), DataSize.ofMegabytes(1), 3, 4, 8, 9, 0));
  }

  @Test
  void streamManagementHasItsDefaultsAndKeys() {
    String prefix = "xmpp.gateway.stream-management";
    assertThat(bind(prefix, StreamManagementProperties.class, Map.of()))
        .isEqualTo(
            new StreamManagementProperties(
                true,
                Duration.ofSeconds(300),
                10,
                500,
                2000,
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(60),
                Duration.ofMillis(250),
                null,
                List.of()));
    assertThat(
            bind(
                prefix,
                StreamManagementProperties.class,
                Map.of(
                    prefix + ".enabled", "false",
                    prefix + ".resume-max", "0s",
                    prefix + ".ack-request-stanzas", "1",
                    prefix + ".unacked-max", "2",
                    prefix + ".queue-max", "3",
                    prefix + ".queue-bytes", "64KB",
                    prefix + ".ack-timeout", "0s",
                    prefix + ".progress-interval", "1s",
                    prefix + ".location", "[2001:db8::1]:5222")))
        .isEqualTo(
            new StreamManagementProperties(
                false,
                Duration.ZERO,
                1,
                2,
                3,
                DataSize.ofKilobytes(64),
                Duration.ZERO,
                Duration.ofSeconds(1),
                "[2001:db8::1]:5222",
                List.of()));
  }

  @Test
  void streamManagementOfOneHostDiffersInWhatIsSetForIt() {
    String prefix = "xmpp.gateway.stream-management";
    StreamManagementProperties all =
        bind(
            prefix,
            StreamManagementProperties.class,
            Map.of(
                prefix + ".hosts[0].host", "b.example",
                prefix + ".hosts[0].queue-max", "600",
                prefix + ".hosts[0].resume-max", "0s",
                prefix + ".hosts[0].location", "b.example:5222"));
    assertThat(all.forHost("a.example")).isSameAs(all);
    assertThat(all.forHost("b.example"))
        .isEqualTo(
            new StreamManagementProperties(
                true,
                Duration.ZERO,
                10,
                500,
                600,
                DataSize.ofMegabytes(16),
                Duration.ofSeconds(60),
                Duration.ofMillis(250),
                "b.example:5222",
                List.of()));
  }

  @Test
  void streamManagementOfOneHostIsRefusedWithItsName() {
    String prefix = "xmpp.gateway.stream-management";
    assertThatThrownBy(() ->
            bind(
                prefix,
                StreamManagementProperties.class,
                Map.of(
                    prefix + ".hosts[0].host", "b.example",
                    prefix + ".hosts[0].queue-max", "499")))
        .rootCause()
        .hasMessageContaining(
            "queue-max is 499 but must be at least unacked-max," + " which is 500");
  }

  @ParameterizedTest
  @CsvSource({
    "resume-max, 25h",
    "resume-max, 1ms",
    "queue-max, 499",
    "queue-bytes, 1KB",
    "ack-timeout, 2h",
    "progress-interval, 1ms",
    "location, example.org"
  })
  void streamManagementRefusesWhatCannotWorkInOneSentence(String name, String value) {
    String key = "xmpp.gateway.stream-management." + name;
    assertThatThrownBy(() ->
            bind(
                "xmpp.gateway.stream-management",
                StreamManagementProperties.class,
                Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining(" but must be ");
  }

  @Test
  void authClientHasItsDefaultsAndKeys() {
    assertThat(bind("xmpp.auth-client", AuthClientProperties.class, Map.of()))
        .isEqualTo(
            new AuthClientProperties(
                URI.create("http://127.0.0.1:9091"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                4096,
                64,
                20_000,
                50,
                50,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10)));
    String auth = "xmpp.auth-client.";
    assertThat(
            bind(
                "xmpp.auth-client",
                AuthClientProperties.class,
                Map.of(
                    auth + "url", "https://auth",
                    auth + "connect-timeout", "2s",
                    auth + "timeout", "3s",
                    auth + "concurrent-max", "4",
                    auth + "connections", "9",
                    auth + "waiting-max", "10",
                    auth + "failure-rate", "5",
                    auth + "window", "6",
                    auth + "open-time", "7s",
                    auth + "domain-cache", "8s")))
        .isEqualTo(
            new AuthClientProperties(
                URI.create("https://auth"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                4,
                9,
                10,
                5,
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8)));
  }

  @ParameterizedTest
  @CsvSource({
    "xmpp.gateway.c2s.outbound-buffer, 1KB",
    "xmpp.gateway.c2s.negotiation-timeout, 0s",
    "xmpp.gateway.c2s.close-timeout, 2m"
  })
  void listenerRefusesWhatCannotWorkInOneSentence(String key, String value) {
    assertThatThrownBy(() -> bind("xmpp.gateway.c2s", C2sProperties.class, Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining(" but must be ");
  }

  @Test
  void tlsRefusesHalfOfAPair() {
    assertThatThrownBy(() ->
            bind("xmpp.gateway.tls", TlsProperties.class, Map.of("xmpp.gateway.tls.key", "k.pem")))
        .rootCause()
        .hasMessage("xmpp.gateway.tls.key is k.pem but certificate and key must be set together");
  }

  @Test
  void limitsRefuseLessThanTheStandardAllows() {
    assertThatThrownBy(() ->
            bind(
                "xmpp.gateway.limits",
                LimitsProperties.class,
                Map.of("xmpp.gateway.limits.stanza", "9999B")))
        .rootCause()
        .hasMessageStartingWith("xmpp.gateway.limits.stanza is 9999B but must be between 10000B");
  }
}
