package org.godwit.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainPaceTests {
  private static final DrainPace PACE = new DrainPace(100, Duration.ofSeconds(10));

  @Test
  void nothingIsDueAtTheBeginning() {
    assertThat(PACE.due(Duration.ZERO, 0, 500)).isZero();
  }

  @Test
  void streamsEndAtTheSetPace() {
    assertThat(PACE.due(Duration.ofMillis(50), 0, 500)).isEqualTo(5);
    assertThat(PACE.due(Duration.ofSeconds(1), 60, 440)).isEqualTo(40);
    assertThat(PACE.due(Duration.ofSeconds(1), 100, 400)).isZero();
  }

  @Test
  void moreThanThatWhereTheDeadlineWouldPass() {
    assertThat(PACE.due(Duration.ofSeconds(5), 0, 20_000)).isEqualTo(10_000);
  }

  @Test
  void noMoreThanThereAre() {
    assertThat(PACE.due(Duration.ofSeconds(5), 0, 3)).isEqualTo(3);
  }

  @Test
  void theRestEndsAtTheDeadline() {
    assertThat(PACE.due(Duration.ofSeconds(10), 10, 77)).isEqualTo(77);
    assertThat(new DrainPace(1, Duration.ZERO).due(Duration.ZERO, 0, 77)).isEqualTo(77);
  }
}
