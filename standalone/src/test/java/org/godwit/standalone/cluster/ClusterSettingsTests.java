package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.godwit.standalone.Service;
import org.godwit.standalone.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTests {

  @TempDir private Path parent;

  @Test
  void withoutSwitchesThereIsOneBrokerAndTwoOfWhatCarriesChat() {
    // When
    ClusterSettings settings = ClusterSettings.of(Map.of(), parent);

    // Then
    assertThat(settings.size()).isEqualTo(new ClusterSize(1, 2, 2, 2, 1, 1));
    assertThat(settings.folder().path()).hasFileName("data-cluster").isAbsolute();
    assertThat(settings.ports().xmpp()).isEqualTo(5222);
    assertThat(settings.jvm()).isEqualTo(ClusterSettings.SMALL_JVM);
  }

  @Test
  void switchesSayHowManyBrokersAndWhatJvm() {
    // When
    ClusterSettings settings =
        ClusterSettings.of(Map.of("BROKERS", "3", "GODWIT_CLUSTER_JVM", " -Xint  -Xss1m "), parent);

    // Then
    assertThat(settings.size().brokers()).isEqualTo(3);
    assertThat(settings.jvm()).containsExactly("-Xint", "-Xss1m");
  }

  @Test
  void wrongNumberOfBrokersIsToldInOneSentence() {
    assertThatThrownBy(() -> ClusterSettings.of(Map.of("BROKERS", "2"), parent))
        .isInstanceOf(SettingsException.class)
        .hasMessage("BROKERS is '2': it must be 1 or 3.");
  }

  @Test
  void offsetWhosePortsWouldBeNoneIsRefused() {
    assertThatThrownBy(() -> ClusterSettings.of(Map.of("GODWIT_PORT_OFFSET", "45000"), parent))
        .isInstanceOf(SettingsException.class)
        .hasMessage("GODWIT_PORT_OFFSET is '45000': it must be at most 40000 here.");
  }

  @Test
  void jarThatIsNotBuiltIsToldInOneSentence() {
    // Given
    ServiceJars jars = new ServiceJars(parent);

    // Then
    assertThatThrownBy(() -> jars.of(Service.SESSION))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("session-service-*-exec.jar")
        .hasMessageContaining("build it first");
  }
}
