package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentSwitchesTests {

  @Test
  void withoutSwitchesEverythingHasTheDocumentedDefault() {
    // When
    StandaloneSettings settings = read(Map.of());

    // Then
    assertThat(settings.data()).isEqualTo(Path.of("./data"));
    assertThat(settings.domains()).containsExactly("localhost");
    assertThat(settings.bind().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.ports().xmpp()).isEqualTo(5222);
    assertThat(settings.ports().front()).isEqualTo(9090);
    assertThat(settings.admins()).containsExactly("admin@localhost");
    assertThat(settings.requireTls()).isTrue();
    assertThat(settings.registration()).isTrue();
    assertThat(settings.tls()).isNull();
    assertThat(settings.options().values()).isEmpty();
  }

  @Test
  void blankSwitchesCountAsAbsent() {
    // When
    StandaloneSettings settings = read(Map.of("GODWIT_BIND", " ", "GODWIT_PORT_OFFSET", ""));

    // Then
    assertThat(settings).isEqualTo(read(Map.of()));
  }

  @Test
  void everySwitchIsHeard() {
    // When
    StandaloneSettings settings =
        read(
            Map.of(
                "GODWIT_DATA", "elsewhere",
                "GODWIT_DOMAINS", "Example.org, example.net",
                "GODWIT_BIND", "0.0.0.0",
                "GODWIT_PORT_OFFSET", "1000",
                "GODWIT_ADMINS", "root@example.org",
                "GODWIT_REQUIRE_TLS", "false",
                "GODWIT_REGISTRATION", "open",
                "GODWIT_TLS_CERT", "cert.pem",
                "GODWIT_TLS_KEY", "key.pem",
                "GODWIT_OPTS", "--a.b=c --d='e f'"));

    // Then
    assertThat(settings.data()).isEqualTo(Path.of("elsewhere"));
    assertThat(settings.domains()).isEqualTo(List.of("example.org", "example.net"));
    assertThat(settings.bind().getHostAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.ports().xmpp()).isEqualTo(6222);
    assertThat(settings.ports().http(Service.GATEWAY)).isEqualTo(10095);
    assertThat(settings.ports().broker()).isEqualTo(20092);
    assertThat(settings.admins()).containsExactly("root@example.org");
    assertThat(settings.requireTls()).isFalse();
    assertThat(settings.registration()).isTrue();
    assertThat(settings.tls())
        .isEqualTo(new StandaloneSettings.TlsFiles(Path.of("cert.pem"), Path.of("key.pem")));
    assertThat(settings.options().values()).isEqualTo(Map.of("a.b", "c", "d", "e f"));
  }

  @Test
  void boundBeyondLoopbackRegistrationIsClosed() {
    // When
    StandaloneSettings settings = read(Map.of("GODWIT_BIND", "192.0.2.1"));

    // Then
    assertThat(settings.registration()).isFalse();
  }

  @Test
  void administratorsBelongToTheFirstDomainByDefault() {
    // When
    StandaloneSettings settings = read(Map.of("GODWIT_DOMAINS", "example.org,example.net"));

    // Then
    assertThat(settings.admins()).containsExactly("admin@example.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GODWIT_DOMAINS|a@b|a comma-separated list of domain names",
        "GODWIT_DOMAINS|a,,b|a comma-separated list of domain names",
        "GODWIT_ADMINS|example.org|a comma-separated list of addresses like admin@example.org",
        "GODWIT_ADMINS|a@b/c|a comma-separated list of addresses like admin@example.org",
        "GODWIT_BIND|example.org|an IP address, such as 127.0.0.1 or 0.0.0.0",
        "GODWIT_PORT_OFFSET|-1|a whole number from 0 to 46442",
        "GODWIT_PORT_OFFSET|46443|a whole number from 0 to 46442",
        "GODWIT_PORT_OFFSET|many|a whole number from 0 to 46442",
        "GODWIT_REQUIRE_TLS|yes|true or false",
        "GODWIT_REGISTRATION|true|open or closed",
      })
  void wrongValueIsToldInOneSentence(String key, String value, String allowed) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(key + " is '" + value + "': it must be " + allowed + ".");
  }

  @Test
  void certificateWithoutKeyIsRefused() {
    assertThatThrownBy(() -> read(Map.of("GODWIT_TLS_CERT", "cert.pem")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "GODWIT_TLS_CERT is 'cert.pem' and GODWIT_TLS_KEY is '': both must be set, or"
                + " neither.");
  }

  @Test
  void certificateThatCannotBeReadIsRefused() {
    // Given
    Map<String, String> environment =
        Map.of("GODWIT_TLS_CERT", "cert.pem", "GODWIT_TLS_KEY", "key.pem");
    EnvironmentSwitches switches =
        new EnvironmentSwitches(environment, path -> path.endsWith("cert.pem"));

    // Then
    assertThatThrownBy(switches::settings)
        .isInstanceOf(SettingsException.class)
        .hasMessage("GODWIT_TLS_KEY is 'key.pem': it must be a PEM file that can be read.");
  }

  private static StandaloneSettings read(Map<String, String> environment) {
    return new EnvironmentSwitches(environment, path -> true).settings();
  }
}
