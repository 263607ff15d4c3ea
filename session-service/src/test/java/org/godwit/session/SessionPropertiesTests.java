package org.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.godwit.session.account.ContactSettings;
import org.godwit.session.account.StreamSettings;
import org.godwit.session.directory.AuthClientProperties;
import org.godwit.session.directory.DirectoryProperties;
import org.godwit.session.offline.OfflineProperties;
import org.godwit.session.privacy.PrivacyProperties;
import org.godwit.session.roster.RosterProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The defaults and the names of the keys. */
class SessionPropertiesTests {

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }

  @Test
  void sessionDefaultsAndKeys() {
    assertThat(bind("xmpp.session", SessionProperties.class, Map.of()))
        .isEqualTo(new SessionProperties(1, 25, Duration.ofMinutes(10), 10_000));
    assertThat(
            bind(
                "xmpp.session",
                SessionProperties.class,
                Map.of(
                    "xmpp.session.threads", "2",
                    "xmpp.session.resources-max", "3",
                    "xmpp.session.account-recheck", "4s",
                    "xmpp.session.idle-accounts-max", "5")))
        .isEqualTo(new SessionProperties(2, 3, Duration.ofSeconds(4), 5));
  }

  @Test
  void offlineDefaultsAndKeys() {
    assertThat(bind("xmpp.session.offline", OfflineProperties.class, Map.of()))
        .isEqualTo(
            new OfflineProperties(1000, 100, 200, 8, Duration.ofSeconds(3), Duration.ofMinutes(2)));
    assertThat(
            bind(
                "xmpp.session.offline",
                OfflineProperties.class,
                Map.of(
                    "xmpp.session.offline.messages-max", "1",
                    "xmpp.session.offline.delivery-batch", "2",
                    "xmpp.session.offline.write-batch", "3",
                    "xmpp.session.offline.readers", "4",
                    "xmpp.session.offline.read-timeout", "5s",
                    "xmpp.session.offline.hold-max", "6s")))
        .isEqualTo(new OfflineProperties(1, 2, 3, 4, Duration.ofSeconds(5), Duration.ofSeconds(6)));
  }

  @Test
  void streamDefaultsAndKeys() {
    assertThat(bind("xmpp.session.streams", StreamProperties.class, Map.of()))
        .isEqualTo(
            new StreamProperties(10_000, 8, Duration.ofMinutes(10), 100_000, Duration.ofHours(1)));
    assertThat(
            bind(
                "xmpp.session.streams",
                StreamProperties.class,
                Map.of(
                    "xmpp.session.streams.returned-max", "1",
                    "xmpp.session.streams.ended-max", "2",
                    "xmpp.session.streams.ended-memory", "3s",
                    "xmpp.session.streams.origins-max", "4",
                    "xmpp.session.streams.origin-memory", "5s")))
        .isEqualTo(new StreamProperties(1, 2, Duration.ofSeconds(3), 4, Duration.ofSeconds(5)));
  }

  @Test
  void theCoresOwnDefaultsAreThoseOfTheConfiguration() {
    assertThat(
            new SessionConfiguration()
                .streamSettings(
                    bind("xmpp.session.streams", StreamProperties.class, Map.of()),
                    bind("xmpp.session.profile", ProfileProperties.class, Map.of())))
        .isEqualTo(StreamSettings.DEFAULT);
  }

  @Test
  void theContactDefaultsAreThoseOfTheConfiguration() {
    assertThat(
            new SessionConfiguration()
                .contactSettings(
                    bind("xmpp.session.roster", RosterProperties.class, Map.of()),
                    bind("xmpp.session.presence", PresenceProperties.class, Map.of()),
                    bind("xmpp.session.privacy", PrivacyProperties.class, Map.of()),
                    bind("xmpp", ServiceProperties.class, Map.of())))
        .isEqualTo(ContactSettings.DEFAULT);
  }

  @Test
  void rosterDefaultsAndKeys() {
    assertThat(bind("xmpp.session.roster", RosterProperties.class, Map.of()))
        .isEqualTo(
            new RosterProperties(
                2000, 500, 256, 256, 50, List.of(), 10_000, 4, 2, Duration.ofSeconds(3)));
    assertThat(
            bind(
                "xmpp.session.roster",
                RosterProperties.class,
                Map.of(
                    "xmpp.session.roster.items-max", "1",
                    "xmpp.session.roster.requests-max", "2",
                    "xmpp.session.roster.name-chars-max", "3",
                    "xmpp.session.roster.group-chars-max", "4",
                    "xmpp.session.roster.groups-max", "5",
                    "xmpp.session.roster.managed-hosts", "a.example,b.example",
                    "xmpp.session.roster.remembered", "6",
                    "xmpp.session.roster.readers", "7",
                    "xmpp.session.roster.writers", "8",
                    "xmpp.session.roster.read-timeout", "9s")))
        .isEqualTo(
            new RosterProperties(
                1, 2, 3, 4, 5, List.of("a.example", "b.example"), 6, 7, 8, Duration.ofSeconds(9)));
  }

  @Test
  void presenceAndPrivacyDefaultsAndKeys() {
    assertThat(bind("xmpp.session.presence", PresenceProperties.class, Map.of()))
        .isEqualTo(
            new PresenceProperties(DataSize.ofKilobytes(8), 200, Duration.ofSeconds(10), false));
    assertThat(
            bind(
                "xmpp.session.presence",
                PresenceProperties.class,
                Map.of(
                    "xmpp.session.presence.size-max", "1KB",
                    "xmpp.session.presence.directed-max", "2",
                    "xmpp.session.presence.unread-recheck", "3s",
                    "xmpp.session.presence.offline-at-bind", "true")))
        .isEqualTo(new PresenceProperties(DataSize.ofKilobytes(1), 2, Duration.ofSeconds(3), true));
    assertThat(bind("xmpp.session.privacy", PrivacyProperties.class, Map.of()))
        .isEqualTo(new PrivacyProperties(20, 1000));
    assertThat(
            bind(
                "xmpp.session.privacy",
                PrivacyProperties.class,
                Map.of(
                    "xmpp.session.privacy.lists-max", "1",
                    "xmpp.session.privacy.items-max", "2")))
        .isEqualTo(new PrivacyProperties(1, 2));
  }

  @Test
  void profileDefaultsAndKeys() {
    assertThat(bind("xmpp.session.profile", ProfileProperties.class, Map.of()))
        .isEqualTo(new ProfileProperties(false, false));
    assertThat(
            bind(
                "xmpp.session.profile",
                ProfileProperties.class,
                Map.of("xmpp.session.profile.sent", "true", "xmpp.session.profile.vetted", "true")))
        .isEqualTo(new ProfileProperties(true, true));
  }

  @Test
  void directoryDefaultsAndKeys() {
    assertThat(bind("xmpp.session.directory", DirectoryProperties.class, Map.of()))
        .isEqualTo(new DirectoryProperties(100_000, Duration.ofMinutes(10), Duration.ofSeconds(5)));
    assertThat(
            bind(
                "xmpp.session.directory",
                DirectoryProperties.class,
                Map.of(
                    "xmpp.session.directory.remembered", "1",
                    "xmpp.session.directory.present-ttl", "2s",
                    "xmpp.session.directory.absent-ttl", "3s")))
        .isEqualTo(new DirectoryProperties(1, Duration.ofSeconds(2), Duration.ofSeconds(3)));
  }

  @Test
  void authClientDefaultsAndKeys() {
    assertThat(bind("xmpp.auth-client", AuthClientProperties.class, Map.of()))
        .isEqualTo(
            new AuthClientProperties(
                URI.create("http://127.0.0.1:9091"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                64));
    assertThat(
            bind(
                "xmpp.auth-client",
                AuthClientProperties.class,
                Map.of(
                    "xmpp.auth-client.url", "https://auth.example.com",
                    "xmpp.auth-client.connect-timeout", "2s",
                    "xmpp.auth-client.read-timeout", "4s",
                    "xmpp.auth-client.concurrent-calls-max", "5")))
        .isEqualTo(
            new AuthClientProperties(
                URI.create("https://auth.example.com"),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                5));
  }

  @ParameterizedTest
  @CsvSource({
    "xmpp.session.account-recheck, 2d",
    "xmpp.session.offline.read-timeout, 1ms",
    "xmpp.session.offline.hold-max, 2h",
    "xmpp.session.streams.ended-memory, 2d",
    "xmpp.session.streams.origin-memory, 10ms",
    "xmpp.session.directory.absent-ttl, 25h",
    "xmpp.session.roster.read-timeout, 1ms",
    "xmpp.session.presence.size-max, 1MB",
    "xmpp.session.presence.unread-recheck, 1ms",
    "xmpp.auth-client.url, ftp://auth.example.com",
    "xmpp.auth-client.read-timeout, 2m"
  })
  void aWrongValueIsNamedWithItsKeyAndWhatIsAllowed(String key, String value) {
    String prefix = key.substring(0, key.lastIndexOf('.'));
    Class<?> type =
        switch (prefix) {
          case "xmpp.session" -> SessionProperties.class;
          case "xmpp.session.offline" -> OfflineProperties.class;
          case "xmpp.session.streams" -> StreamProperties.class;
          case "xmpp.session.roster" -> RosterProperties.class;
          case "xmpp.session.presence" -> PresenceProperties.class;
          case "xmpp.session.directory" -> DirectoryProperties.class;
          default -> AuthClientProperties.class;
        };
    assertThatThrownBy(() -> bind(prefix, type, Map.of(key, value)))
        .rootCause()
        .hasMessageContaining(key)
        .hasMessageContaining("allowed is");
  }
}
