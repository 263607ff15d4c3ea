package org.godwit.session.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.godwit.session.archive.ArchivePreferences.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The defaults and the names of the keys. */
class ArchivePropertiesTests {

  private static ArchiveProperties bind(Map<String, String> values) {
    return new Binder(
            java.util.List.of(new MapConfigurationPropertySource(values)),
            null,
            org.springframework.boot.convert.ApplicationConversionService.getSharedInstance())
        .bindOrCreate("xmpp.session.archive", ArchiveProperties.class);
  }

  @Test
  void defaultsAndKeys() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new ArchiveProperties(
                true,
                Policy.ALWAYS,
                0,
                250,
                DataSize.ofMegabytes(1),
                100,
                500,
                200,
                4,
                Duration.ofSeconds(5)));
    assertThat(
            bind(
                Map.of(
                    "xmpp.session.archive.enabled", "false",
                    "xmpp.session.archive.default-policy", "never",
                    "xmpp.session.archive.generation", "1",
                    "xmpp.session.archive.page-max", "2",
                    "xmpp.session.archive.page-bytes-max", "3KB",
                    "xmpp.session.archive.ids-max", "4",
                    "xmpp.session.archive.preferences-max", "5",
                    "xmpp.session.archive.write-batch", "6",
                    "xmpp.session.archive.readers", "7",
                    "xmpp.session.archive.read-timeout", "8s")))
        .isEqualTo(
            new ArchiveProperties(
                false,
                Policy.NEVER,
                1,
                2,
                DataSize.ofKilobytes(3),
                4,
                5,
                6,
                7,
                Duration.ofSeconds(8)));
  }

  @ParameterizedTest
  @CsvSource({"page-bytes-max, 1B", "read-timeout, 2m"})
  void aWrongValueIsNamedWithItsKeyAndWhatIsAllowed(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("xmpp.session.archive." + key, value)))
        .rootCause()
        .hasMessageContaining(key)
        .hasMessageContaining("allowed is");
  }
}
