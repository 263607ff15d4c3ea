package org.godwit.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringOptionsTests {

  @Test
  void partsMayBeQuotedAndContainEqualSigns() {
    // When
    SpringOptions options =
        SpringOptions.parse("  --a=1\t--b='x y' --c=\"it's\" --d=jdbc:x?y=z --e=  ");

    // Then
    assertThat(options.values())
        .isEqualTo(Map.of("a", "1", "b", "x y", "c", "it's", "d", "jdbc:x?y=z", "e", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", "--a", "-a=1", "--a=1 b", "--a='x", "--=x", "--a='x'\"y"})
  void anythingElseIsRefusedAsAWhole(String text) {
    assertThatThrownBy(() -> SpringOptions.parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("GODWIT_OPTS is '" + text + "': it must be made of --key=value");
  }

  @Test
  void optionForOneServiceWinsThereAndIsUnknownElsewhere() {
    // Given
    SpringOptions options =
        new SpringOptions(
            Map.of("auth-service.spring.datasource.url", "own", "spring.datasource.url", "all"));
    Map<String, String> auth = new HashMap<>(Map.of("spring.datasource.url", "default"));
    Map<String, String> session = new HashMap<>();

    // When
    options.applyTo(Service.AUTH, auth);
    options.applyTo(Service.SESSION, session);

    // Then
    assertThat(auth).isEqualTo(Map.of("spring.datasource.url", "own"));
    assertThat(session).isEqualTo(Map.of("spring.datasource.url", "all"));
  }
}
