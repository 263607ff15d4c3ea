package org.godwit.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class MucPropertiesTests {

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new MucProperties(
                1,
                true,
                100_000,
                10_000,
                5000,
                20,
                100,
                256,
                4096,
                20_000,
                100,
                DataSize.ofKilobytes(256),
                Duration.ZERO,
                100_000,
                1000));
  }

  @Test
  void keysAreTheDocumentedOnes() {
    assertThat(
            bind(
                Map.ofEntries(
                    Map.entry("xmpp.muc.threads", "8"),
                    Map.entry("xmpp.muc.creation", "false"),
                    Map.entry("xmpp.muc.rooms-max", "1"),
                    Map.entry("xmpp.muc.rooms-cached-max", "2"),
                    Map.entry("xmpp.muc.occupants-max", "3"),
                    Map.entry("xmpp.muc.sessions-max", "4"),
                    Map.entry("xmpp.muc.history-max", "5"),
                    Map.entry("xmpp.muc.nick-chars-max", "6"),
                    Map.entry("xmpp.muc.text-chars-max", "7"),
                    Map.entry("xmpp.muc.affiliations-max", "9"),
                    Map.entry("xmpp.muc.items-max", "10"),
                    Map.entry("xmpp.muc.vcard-size-max", "2KB"),
                    Map.entry("xmpp.muc.archive-kept", "30d"),
                    Map.entry("xmpp.muc.streams-max", "11"),
                    Map.entry("xmpp.muc.receivers-max", "12"))))
        .isEqualTo(
            new MucProperties(
                8,
                false,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                9,
                10,
                DataSize.ofKilobytes(2),
                Duration.ofDays(30),
                11,
                12));
  }

  @ParameterizedTest
  @CsvSource({
    "threads=0, from 1 to 64",
    "occupants-max=100001, from 1 to 100000",
    "history-max=1001, from 0 to 1000",
    "nick-chars-max=1024, from 1 to 1023",
    "vcard-size-max=1B, from 1 KB to 10 MB",
    "archive-kept=59m, 0 s or at least 1 h"
  })
  void valueOutOfRangeStopsTheStartWithWhatIsAllowed(String value, String allowed) {
    new ApplicationContextRunner()
        .withUserConfiguration(Enabled.class)
        .withPropertyValues("xmpp.muc." + value)
        .run(context ->
            assertThatThrownBy(() -> context.getBean(MucProperties.class))
                .rootCause()
                .hasMessageContaining("must be " + allowed));
  }

  private static MucProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("xmpp.muc", MucProperties.class);
  }

  @EnableConfigurationProperties(MucProperties.class)
  static class Enabled {}
}
