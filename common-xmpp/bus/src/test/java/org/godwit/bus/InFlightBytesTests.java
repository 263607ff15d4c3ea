package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightBytesTests {

  @Test
  void saturationBeginsAboveTheSoftLimitAndEndsAtHalfOfIt() {
    // Given
    InFlightBytes bytes = new InFlightBytes(100, 200);
    AtomicInteger drained = new AtomicInteger();
    bytes.onDrained(drained::incrementAndGet);
    List<Boolean> saturated = new ArrayList<>();
    // When
    bytes.tryAdd(100);
    saturated.add(bytes.isSaturated());
    bytes.tryAdd(1);
    saturated.add(bytes.isSaturated());
    bytes.release(50);
    saturated.add(bytes.isSaturated());
    bytes.release(1);
    saturated.add(bytes.isSaturated());
    // Then
    assertThat(saturated).containsExactly(false, true, true, false);
    assertThat(drained).hasValue(1);
    assertThat(bytes.saturations()).isEqualTo(1);
  }

  @Test
  void recordPastTheHardLimitIsNotAdded() {
    // Given
    InFlightBytes bytes = new InFlightBytes(100, 200);
    bytes.tryAdd(150);
    // When
    boolean taken = bytes.tryAdd(51);
    // Then
    assertThat(taken).isFalse();
    assertThat(bytes.total()).isEqualTo(150);
  }

  @Test
  void saturationAlwaysEndsWhenManyThreadsAddAndRelease() throws InterruptedException {
    // Given
    InFlightBytes bytes = new InFlightBytes(10, 1_000_000);
    List<Thread> threads = new ArrayList<>();
    // When
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 50_000; n++) {
                  bytes.tryAdd(9);
                  bytes.release(9);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // Then
    assertThat(bytes.total()).isZero();
    assertThat(bytes.isSaturated()).isFalse();
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    // When / Then
    assertThatThrownBy(() -> new InFlightBytes(100, 100)).hasMessageContaining("soft limit 100");
    assertThatThrownBy(() -> new InFlightBytes(0, 100)).hasMessageContaining("soft limit 0");
  }
}
