package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTests {

  @Test
  void wrongSettingDeepInTheChainIsTold() {
    // Given
    Throwable failure = new IllegalStateException("x", new SettingsException("One sentence."));

    // Then
    assertThat(StartFailure.sentence(failure)).isEqualTo("One sentence.");
  }

  @Test
  void portInUseNamesThePortAndTheSwitch() {
    assertThat(StartFailure.sentence(new PortInUseException(9091)))
        .contains("9091")
        .contains("GODWIT_PORT_OFFSET");
  }

  @Test
  void anythingElseHasNoSentence() {
    assertThat(StartFailure.sentence(new IllegalStateException("a bug"))).isNull();
  }
}
