package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTests {

  @Test
  void bannerNamesPortsAccountsDataAndTheWayToStop() {
    // When
    String text = text(Map.of("GODWIT_PORT_OFFSET", "1"));

    // Then
    assertThat(text)
        .contains("ready after 7.3 s")
        .contains("127.0.0.1:5223 (STARTTLS required, self-signed certificate)")
        .contains("127.0.0.1:5224 (TLS from the first byte)")
        .contains("wss://127.0.0.1:5291/xmpp-websocket")
        .contains("https://127.0.0.1:5281/http-bind")
        .contains("register any name @localhost with your client")
        .contains("curl -X POST http://127.0.0.1:9091/api/v1/accounts")
        .contains("127.0.0.1:19093")
        .contains("/var/godwit")
        .contains("Ctrl-C");
  }

  @Test
  void closedRegistrationAndPlainLoginAreTold() {
    // When
    String text = text(Map.of("GODWIT_REGISTRATION", "closed", "GODWIT_REQUIRE_TLS", "false"));

    // Then
    assertThat(text).contains("clients may not register").contains("STARTTLS offered");
  }

  private static String text(Map<String, String> environment) {
    StandaloneSettings settings = new EnvironmentSwitches(environment, path -> true).settings();
    return Banner.text(settings, "/var/godwit", Duration.ofMillis(7321));
  }
}
