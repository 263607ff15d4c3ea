package org.godwit.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPreparationTests {

  @ParameterizedTest
  @CsvSource({
    "I\u00ADX, IX",
    "user, user",
    "USER, USER",
    "\u00AA, a",
    "\u2168, IX",
    "a\u00A0b, a b",
    "e\u0301, \u00E9",
    "\uD83D\uDE00, \uD83D\uDE00"
  })
  void passwordIsMappedAsRfc4013Says(String password, String prepared) {
    // When // Then: the first five are the examples of RFC 4013, section 3.
    assertThat(PasswordPreparation.prepare(password)).isEqualTo(prepared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0007", "\u06271", "a\u0000", "\uFFFD", "\u00AD"})
  void prohibitedPasswordIsRefused(String password) {
    // When // Then: among them the two of RFC 4013, section 3.
    assertThat(PasswordPreparation.prepare(password)).isNull();
  }

  @Test
  void emptyPasswordIsRefused() {
    // When // Then
    assertThat(PasswordPreparation.prepare("")).isNull();
  }
}
