package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTaskTests {

  private final BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  private RecurringTask start(Duration rest) {
    RecurringTask task =
        new RecurringTask(
            "test",
            () -> {
              runs.add(count.incrementAndGet());
              return rest;
            });
    task.start();
    return task;
  }

  @Test
  void runsAtItsStartAndWhenItIsAskedFor() throws InterruptedException {
    // Given
    RecurringTask task = start(Duration.ofDays(1));
    Integer first = runs.poll(10, TimeUnit.SECONDS);

    // When
    task.wake();

    // Then
    assertThat(first).isEqualTo(1);
    assertThat(runs.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
    task.stop();
    assertThat(task.isRunning()).isFalse();
  }

  @Test
  void runsAgainWhenItSaidSo() throws InterruptedException {
    // When
    RecurringTask task = start(Duration.ofMillis(1));

    // Then
    for (int run = 1; run <= 3; run++) {
      assertThat(runs.poll(10, TimeUnit.SECONDS)).isEqualTo(run);
    }
    task.stop();
  }
}
