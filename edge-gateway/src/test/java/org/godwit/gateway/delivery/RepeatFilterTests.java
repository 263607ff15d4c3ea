package org.godwit.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.protocol.envelope.Source;
import org.junit.jupiter.api.Test;

/** Deliveries that a new owner repeats (docs/stream-lifecycle.md, section 2). */
class RepeatFilterTests {
  private final RepeatFilter filter = new RepeatFilter();

  private static Source source(long offset) {
    return new Source(offset, 0, false);
  }

  @Test
  void sourceThatIsNotAboveTheLastOneIsARepetition() {
    assertThat(filter.repeats(source(5), null, 0)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(source(5), null, 1)).isEqualTo(RepeatFilter.REPEATED);
    assertThat(filter.repeats(source(4), null, 1)).isEqualTo(RepeatFilter.REPEATED);
    assertThat(filter.repeats(source(6), null, 1)).isEqualTo(RepeatFilter.NEW);
  }

  @Test
  void stanzaOnItsWayAgainAndOneOfTheOwnersOwnAreNoRepetitions() {
    // Given
    filter.repeats(source(5), null, 0);

    // Then
    assertThat(filter.repeats(new Source(3, 0, true), null, 1)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(new Source(9, 0, true), null, 2)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(null, null, 3)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(source(6), null, 4)).isEqualTo(RepeatFilter.NEW);
  }

  @Test
  void receiptThatCameBeforeIsARepetitionWhateverItsSource() {
    // Given
    filter.repeats(source(1), "r1", 7);

    // Then
    assertThat(filter.repeats(source(2), "r1", 8)).isEqualTo(7);
    assertThat(filter.repeats(source(1), "r2", 8)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(source(1), null, 9)).as("backlog").isEqualTo(RepeatFilter.NEW);
  }

  @Test
  void filterForgetsTheOldestReceipts() {
    // Given
    for (int i = 0; i < 1025; i++) {
      filter.repeats(null, "r" + i, i);
    }

    // Then
    assertThat(filter.repeats(null, "r0", 2000)).isEqualTo(RepeatFilter.NEW);
    assertThat(filter.repeats(null, "r1024", 2000)).isEqualTo(1024);
  }
}
