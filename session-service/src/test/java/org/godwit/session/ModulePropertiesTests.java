package org.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.pep.PepProperties;
import org.godwit.session.userdata.UserDataProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The defaults and the names of the modules' keys. */
class ModulePropertiesTests {

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }

  @Test
  void serviceDefaultsAndKeys() {
    assertThat(bind("xmpp", ServiceProperties.class, Map.of()))
        .isEqualTo(
            new ServiceProperties(
                List.of(), List.of(), Map.of(), Map.of(), 1000, Duration.ofMinutes(10), false));
    ServiceProperties given =
        bind(
            "xmpp",
            ServiceProperties.class,
            Map.of(
                "xmpp.admins", "admin@example.org",
                "xmpp.plugins", "-pep,+disco",
                "xmpp.host-plugins[example.org]", "pep",
                "xmpp.contact.abuse", "mailto:a@example.org",
                "xmpp.command-sessions-max", "1",
                "xmpp.command-session-time", "1m",
                "xmpp.show-os", "true"));
    assertThat(given.adminJids()).containsExactly(Jid.of("admin@example.org"));
    assertThat(given.switches().isOn("localhost", "pep")).isFalse();
    assertThat(given.switches().isOn("example.org", "pep")).isTrue();
    assertThat(given.contact()).isEqualTo(Map.of("abuse", List.of("mailto:a@example.org")));
    assertThat(given.commandSessionsMax()).isEqualTo(1);
    assertThat(given.showOs()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "xmpp.admins, example.org",
    "xmpp.contact.mother, mailto:m@example.org",
    "xmpp.command-session-time, 1s"
  })
  void wrongServiceValuesAreRefused(String key, String value) {
    assertThatThrownBy(() -> bind("xmpp", ServiceProperties.class, Map.of(key, value)))
        .rootCause()
        .hasMessageContaining("allowed");
  }

  @Test
  void userDataDefaultsAndKeys() {
    assertThat(bind("xmpp.session.user-data", UserDataProperties.class, Map.of()))
        .isEqualTo(
            new UserDataProperties(DataSize.ofKilobytes(256), DataSize.ofKilobytes(128), 100, 6));
    assertThat(
            bind(
                "xmpp.session.user-data",
                UserDataProperties.class,
                Map.of(
                    "xmpp.session.user-data.vcard-max", "1KB",
                    "xmpp.session.user-data.private-max", "2KB",
                    "xmpp.session.user-data.private-elements-max", "3",
                    "xmpp.session.user-data.workers", "4")))
        .isEqualTo(new UserDataProperties(DataSize.ofKilobytes(1), DataSize.ofKilobytes(2), 3, 4));
  }

  @Test
  void pepDefaultsAndKeys() {
    assertThat(bind("xmpp.session.pep", PepProperties.class, Map.of()))
        .isEqualTo(
            new PepProperties(
                1000,
                1000,
                DataSize.ofKilobytes(256),
                1000,
                DataSize.ofKilobytes(512),
                100,
                10_000));
    assertThat(
            bind(
                "xmpp.session.pep",
                PepProperties.class,
                Map.of(
                    "xmpp.session.pep.nodes-max", "1",
                    "xmpp.session.pep.items-max", "2",
                    "xmpp.session.pep.item-max", "3KB",
                    "xmpp.session.pep.entities-max", "4",
                    "xmpp.session.pep.answer-max", "5KB",
                    "xmpp.session.pep.interests-max", "6",
                    "xmpp.session.pep.capabilities-remembered", "7")))
        .isEqualTo(
            new PepProperties(1, 2, DataSize.ofKilobytes(3), 4, DataSize.ofKilobytes(5), 6, 7));
    assertThatThrownBy(() ->
            bind(
                "xmpp.session.pep",
                PepProperties.class,
                Map.of("xmpp.session.pep.item-max", "2MB")))
        .rootCause()
        .hasMessageContaining("1KB to 1MB");
  }
}
