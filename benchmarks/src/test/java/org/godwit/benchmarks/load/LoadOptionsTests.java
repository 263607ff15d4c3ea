package org.godwit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadOptionsTests {

  @Test
  void keysAreReadAndTheRestHasDefaults() {
    // When
    LoadOptions options = LoadOptions.parse("chat", "--port=12222", "--sm=true");
    // Then
    assertThat(options.mode()).isEqualTo(LoadOptions.Mode.CHAT);
    assertThat(options.port()).isEqualTo(12222);
    assertThat(options.managed()).isTrue();
    assertThat(options.clients()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--clients=1, clients is 1; allowed is 2 or more",
        "--port=x, port is 'x'",
        "--colour=red, 'colour' is unknown",
        "clients=5, 'clients=5' is not --key=value"
      })
  void wrongOnesAreNamed(String argument, String message) {
    assertThatThrownBy(() -> LoadOptions.parse("chat", argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void unknownModeIsNamed() {
    assertThatThrownBy(() -> LoadOptions.parse("sing"))
        .hasMessage("mode is 'sing'; allowed is register, login, chat, room");
  }
}
