package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wait of a poll")
class PollPaceTests {

  private static final Duration FENCE = Duration.ofMillis(2500);
  private static final long MEMBER_FETCH_NANOS =
      TimeUnit.MILLISECONDS.toNanos(PollPace.MEMBER_FETCH_MS);

  @Test
  @DisplayName("ends before a member's fetch can come back empty within it")
  void isShorterThanTheFetch() {
    assertThat(new PollPace(true, FENCE).nanos()).isLessThan(MEMBER_FETCH_NANOS);
  }

  @Test
  @DisplayName("is short for a member after records, twice, and long again after that")
  void isShortAfterRecords() {
    PollPace pace = new PollPace(true, FENCE);
    long idle = pace.nanos();

    pace.polled(false);
    assertThat(pace.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
    pace.polled(true);
    assertThat(pace.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
    pace.polled(true);
    assertThat(pace.nanos()).isEqualTo(idle);
    pace.polled(true);
    assertThat(pace.nanos()).isEqualTo(idle);
  }

  @Test
  @DisplayName("is long for one that assigns itself: its poll always has a fetch under way")
  void assignedWaitsLong() {
    PollPace pace = new PollPace(false, FENCE);

    pace.polled(false);

    assertThat(pace.nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  @DisplayName("is never more than half of the time after which a member has lost its partitions")
  void looksAtTheClockTwice() {
    assertThat(new PollPace(true, Duration.ofMillis(200)).nanos())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(new PollPace(false, Duration.ofMillis(200)).nanos())
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Test
  @DisplayName("ends when something else is due, and is a millisecond at least")
  void endsWhenSomethingIsDue() {
    PollPace pace = new PollPace(true, FENCE);

    assertThat(pace.nanosUntil(7_000_000)).isEqualTo(7_000_000);
    assertThat(pace.nanosUntil(-5)).isEqualTo(1_000_000);
    assertThat(pace.nanosUntil(TimeUnit.MINUTES.toNanos(1))).isEqualTo(pace.nanos());
  }
}
