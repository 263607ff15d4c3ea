package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePropertiesTests {

  @TempDir private Path parent;
  private DataFolder folder;

  @BeforeEach
  void open() {
    folder = DataFolder.open(parent, 1);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void httpOfEveryServiceStaysOnLoopbackWhereverClientsConnect() {
    // Given
    ServiceProperties properties = of(Map.of("GODWIT_BIND", "0.0.0.0"));

    // Then
    for (Service service : Service.values()) {
      assertThat(properties.of(service)).containsEntry("server.address", "127.0.0.1");
    }
    assertThat(properties.ofFront()).containsEntry("server.address", "127.0.0.1");
    assertThat(properties.of(Service.GATEWAY))
        .containsEntry("xmpp.gateway.c2s.bind-address", "0.0.0.0")
        .containsEntry("xmpp.gateway.lease.enabled", "false");
  }

  @Test
  void withoutRequiredTlsPlainIsOfferedInTheClear() {
    // Given
    Map<String, String> open = of(Map.of("GODWIT_REQUIRE_TLS", "false")).of(Service.GATEWAY);
    Map<String, String> closed = of(Map.of()).of(Service.GATEWAY);

    // Then
    assertThat(open)
        .containsEntry("xmpp.gateway.tls.required", "false")
        .containsEntry("xmpp.gateway.sasl.plain-without-tls", "true");
    assertThat(closed)
        .containsEntry("xmpp.gateway.tls.required", "true")
        .containsEntry("xmpp.gateway.sasl.plain-without-tls", "false");
  }

  @Test
  void whatTheGatewayOffersInTheClearAuthServiceTakes() {
    // Given
    Map<String, String> open = of(Map.of("GODWIT_REQUIRE_TLS", "false")).of(Service.AUTH);
    Map<String, String> closed = of(Map.of()).of(Service.AUTH);

    // Then
    assertThat(open).containsEntry("xmpp.auth.sasl.plain-without-tls", "true");
    assertThat(closed).containsEntry("xmpp.auth.sasl.plain-without-tls", "false");
  }

  @Test
  void keyOfTokensSurvivesTheProcess() {
    assertThat(of(Map.of()).of(Service.AUTH))
        .containsEntry(
            "xmpp.auth.sasl.seal-key-file", folder.path().resolve("seal-key").toString());
  }

  @Test
  void databasesAreFilesOfTheirOwnThatSurviveTheProcess() {
    // Given
    ServiceProperties properties = of(Map.of());

    // When
    String auth = properties.of(Service.AUTH).get("spring.datasource.url");
    String session = properties.of(Service.SESSION).get("spring.datasource.url");

    // Then
    assertThat(auth)
        .startsWith("jdbc:h2:file:" + folder.path() + "/db/auth-service;")
        .contains(";WRITE_DELAY=0;");
    assertThat(session).startsWith("jdbc:h2:file:" + folder.path() + "/db/session-service;");
    assertThat(properties.of(Service.MUC).get("spring.datasource.url"))
        .startsWith("jdbc:h2:file:" + folder.path() + "/db/muc-service;");
    assertThat(properties.of(Service.GATEWAY)).doesNotContainKey("spring.datasource.url");
  }

  @Test
  void optionsOfTheUserWin() {
    // Given
    ServiceProperties properties = of(Map.of("GODWIT_OPTS", "--xmpp.bus.partitions=7"));

    // Then
    assertThat(properties.of(Service.MUC)).containsEntry("xmpp.bus.partitions", "7");
  }

  @Test
  void everyPortMovesWithTheOffset() {
    // Given
    ServiceProperties properties = of(Map.of("GODWIT_PORT_OFFSET", "100"));

    // Then
    assertThat(properties.of(Service.AUTH)).containsEntry("server.port", "9191");
    assertThat(properties.of(Service.SESSION))
        .containsEntry("server.port", "9192")
        .containsEntry("xmpp.auth-client.url", "http://127.0.0.1:9191");
    assertThat(properties.ofFront())
        .containsEntry("server.port", "9190")
        .containsEntry("xmpp.front.routes[/api/v1/accounts]", "http://127.0.0.1:9191")
        .containsEntry("xmpp.front.routes[/api/v1/domains]", "http://127.0.0.1:9191")
        .containsEntry("xmpp.front.routes[/api/v1/invites]", "http://127.0.0.1:9191");
  }

  private ServiceProperties of(Map<String, String> environment) {
    StandaloneSettings settings = new EnvironmentSwitches(environment, path -> true).settings();
    return new ServiceProperties(settings, folder, "127.0.0.1:19092");
  }
}
