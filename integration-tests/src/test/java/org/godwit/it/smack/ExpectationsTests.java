package org.godwit.it.smack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationsTests {

  private static final Expectations LISTED =
      Expectations.of(
          List.of(
              "# comment",
              "",
              "failed ATest.broken the server lacks it",
              "race ATest.racy listens too late",
              "impossible BTest no such service",
              "left-out CTest.slow needs the internet"));

  private static final Outcome BROKEN =
      new Outcome(Outcome.Kind.FAILED, "ATest.broken", "expected 1 but was 0");
  private static final Outcome RACY = new Outcome(Outcome.Kind.PASSED, "ATest.racy", "");
  private static final Outcome IMPOSSIBLE =
      new Outcome(Outcome.Kind.IMPOSSIBLE, "BTest", "none found");
  private static final Outcome FINE = new Outcome(Outcome.Kind.PASSED, "ATest.fine", "");

  @Test
  void aRunAsListedHasNoDifferences() {
    // Then
    assertThat(LISTED.differences(List.of(BROKEN, RACY, IMPOSSIBLE, FINE))).isEmpty();
    assertThat(
            LISTED.differences(
                List.of(
                    BROKEN,
                    new Outcome(Outcome.Kind.FAILED, "ATest.racy", "late"),
                    IMPOSSIBLE,
                    FINE)))
        .isEmpty();
    assertThat(LISTED.leftOut()).containsExactly("CTest.slow");
  }

  @Test
  void aTestThatNewlyFailsOrPassesIsADifference() {
    // When
    List<String> differences =
        LISTED.differences(
            List.of(
                new Outcome(Outcome.Kind.PASSED, "ATest.broken", ""),
                RACY,
                IMPOSSIBLE,
                new Outcome(Outcome.Kind.FAILED, "ATest.fine", "expected a but was b")));

    // Then
    assertThat(differences)
        .containsExactly(
            "passed\tATest.broken\t (listed: the server lacks it)",
            "failed\tATest.fine\texpected a but was b");
  }

  @Test
  void theSecondTryOfATestCounts() {
    // Given
    Outcome failed = new Outcome(Outcome.Kind.FAILED, "ATest.fine", "late");

    // Then
    assertThat(LISTED.unexpectedlyFailed(List.of(BROKEN, failed, IMPOSSIBLE)))
        .containsExactly("ATest.fine");
    assertThat(Outcome.merged(List.of(BROKEN, failed), List.of(FINE, RACY)))
        .containsExactly(BROKEN, FINE);
    assertThat(Outcome.merged(List.of(BROKEN, failed), List.of(RACY)))
        .containsExactly(BROKEN, failed);
  }

  @Test
  void whatIsListedMustBeThere() {
    // Then
    assertThat(LISTED.differences(List.of(BROKEN, FINE, RACY)))
        .containsExactly("listed, but not run: BTest");
    assertThat(
            LISTED.differences(
                List.of(
                    BROKEN,
                    RACY,
                    IMPOSSIBLE,
                    new Outcome(Outcome.Kind.IMPOSSIBLE, "DTest", "gone"))))
        .containsExactly("impossible\tDTest\tgone");
  }

  @Test
  void aListWithoutReasonsIsRefused() {
    // Then
    assertThatThrownBy(() -> Expectations.of(List.of("failed ATest.broken")))
        .hasMessageContaining("without a reason");
    assertThatThrownBy(() -> Expectations.of(List.of("odd ATest.broken why not")))
        .hasMessageContaining("no such kind");
    assertThatThrownBy(
            () -> Expectations.of(List.of("failed ATest.a because", "race ATest.a because")))
        .hasMessageContaining("twice");
  }

  @Test
  void outcomesSurviveTheirLine() {
    // Then
    assertThat(Outcome.parse(BROKEN.line())).isEqualTo(BROKEN);
    assertThat(Outcome.parse(new Outcome(Outcome.Kind.FAILED, "ATest.a", "two\nlines\t!").line()))
        .isEqualTo(new Outcome(Outcome.Kind.FAILED, "ATest.a", "two lines !"));
    assertThat(Outcome.parse("INFO: something else")).isNull();
    assertThat(Outcome.parse("odd\tATest.a\t")).isNull();
  }
}
