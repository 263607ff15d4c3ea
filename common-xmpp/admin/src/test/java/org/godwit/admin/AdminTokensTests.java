package org.godwit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTokensTests {

  private static final String TOKEN = "0123456789abcdef";

  @Test
  void tokenStandsForANameAndItsDomains() {
    // When
    AdminTokens tokens =
        AdminTokens.read(
            List.of(
                "# administrators",
                "",
                "ops  0123456789abcdef *",
                "shop\tsha256:"
                    + AdminTokens.sha256("a token of the shop")
                    + "  Shop.example,b.example"));

    // Then
    assertThat(tokens.find(TOKEN)).isEqualTo(new Admin("ops", null));
    assertThat(tokens.find("a token of the shop"))
        .isEqualTo(new Admin("shop", Set.of("shop.example", "b.example")));
    assertThat(tokens.find("another")).isNull();
    assertThat(tokens.find("")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ops 0123456789abcdef | line 1 has 2 words",
        "ops 0123456789abcde * | line 1 has a token of fewer than 16 characters",
        "ops sha256:12 * | line 1 has a hash that is no SHA-256",
        "ops 0123456789abcdef a@b | line 1 names 'a@b', no domain"
      })
  void lineThatCannotBeReadIsNamedWithoutItsToken(String line, String reason) {
    assertThatThrownBy(() -> AdminTokens.read(List.of(line)))
        .hasMessageStartingWith(reason)
        .hasMessageNotContaining("0123456789");
  }

  @Test
  void tokenOfTwoLinesIsRefused() {
    assertThatThrownBy(
            () -> AdminTokens.read(List.of("a 0123456789abcdef *", "b 0123456789abcdef b.example")))
        .hasMessage("line 2 has the token of another line");
  }
}
