package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTests {

  @Test
  void clockStandsStillUntilItIsMoved() {
    // Given
    ManualClock clock = new ManualClock();
    Instant before = clock.instant();
    // When
    Instant after = clock.advance(Duration.ofSeconds(5));
    // Then
    assertThat(before).isEqualTo(ManualClock.START);
    assertThat(clock.instant()).isEqualTo(after).isEqualTo(before.plusSeconds(5));
    clock.set(before);
    assertThat(clock.millis()).isEqualTo(before.toEpochMilli());
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("back");
  }
}
