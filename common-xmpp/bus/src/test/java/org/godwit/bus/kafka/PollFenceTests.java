package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollFenceTests {

  private static final long AFTER = Duration.ofMillis(2500).toNanos();

  private final PollFence fence = new PollFence(Duration.ofMillis(2500));

  @Test
  void looksThatAreCloseEnoughLetWorkGoOnForEver() {
    // Given
    fence.begin(0);
    // When / Then
    assertThatCode(
            () -> {
              for (int i = 1; i <= 10; i++) {
                fence.look(i * AFTER);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void stopBetweenTwoLooksIsFoundWithItsLength() {
    // Given
    fence.begin(Long.MAX_VALUE);
    // When / Then: System.nanoTime may overflow.
    assertThatThrownBy(() -> fence.look(Long.MAX_VALUE + Duration.ofSeconds(30).toNanos()))
        .isInstanceOf(PollFence.PassedException.class)
        .hasMessage("stood still for PT30S; xmpp.bus.consume.fence-after is PT2.5S");
  }

  @Test
  void openFenceLetsEverythingPass() {
    // Given
    PollFence open = PollFence.open();
    open.begin(0);
    // When / Then
    assertThatCode(() -> open.look(Duration.ofDays(365).toNanos())).doesNotThrowAnyException();
  }

  @Test
  void stopThatWasFoundStaysFoundUntilTheWatchBeginsAnew() {
    // Given
    fence.begin(0);
    assertThatThrownBy(() -> fence.look(AFTER + 1)).isNotNull();
    assertThatThrownBy(() -> fence.look(AFTER + 2)).isNotNull();
    // When
    fence.begin(AFTER + 3);
    // Then
    assertThatCode(() -> fence.look(AFTER + 4)).doesNotThrowAnyException();
  }
}
