package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How trouble of one repository is kept within bounds. */
class RepositoryGuardTests {

  private final RepositoryGuard guard = RepositoriesFixture.guard(Duration.ofSeconds(10));
  private final AtomicInteger calls = new AtomicInteger();

  private String failing() {
    calls.incrementAndGet();
    throw new UncheckedIOException(new java.io.IOException("away"));
  }

  @Test
  void questionThatFailsIsAskedAgain() {
    // When
    String answer = guard.ask(() -> calls.incrementAndGet() == 1 ? failing() : "found");

    // Then: the first call and what it called, and the second.
    assertThat(answer).isEqualTo("found");
    assertThat(calls).hasValue(3);
  }

  @Test
  void changeThatFailsIsNotMadeAgain() {
    // When // Then
    assertThatThrownBy(() -> guard.change(this::failing))
        .isInstanceOf(RepositoryAwayException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void repositoryThatFailsAgainAndAgainIsSpared() {
    // Given
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> guard.change(this::failing))
          .isInstanceOf(RepositoryAwayException.class);
    }

    // When // Then: nobody asks it any more.
    assertThatThrownBy(() -> guard.ask(() -> "found")).isInstanceOf(RepositoryAwayException.class);
    assertThat(calls).hasValue(4);
  }

  @Test
  void callThatHangsIsGivenUpButKeepsItsPlace() throws Exception {
    // Given: two calls that are under way and do not mind being interrupted.
    RepositoryGuard impatient = RepositoriesFixture.guard(Duration.ofMillis(50));
    CountDownLatch end = new CountDownLatch(1);
    List<Future<String>> hanging = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        hanging.add(threads.submit(() -> impatient.change(() -> waitFor(end))));
      }
    }

    // When // Then: both callers have gone on, and a third call is refused without being made.
    assertThat(hanging)
        .allSatisfy(
            call -> assertThat(call.exceptionNow()).isInstanceOf(RepositoryAwayException.class));
    assertThatThrownBy(() -> impatient.change(calls::incrementAndGet))
        .isInstanceOf(RepositoryAwayException.class);
    assertThat(calls).hasValue(0);
    end.countDown();
  }

  private static String waitFor(CountDownLatch end) {
    boolean isOver = false;
    while (!isOver) {
      try {
        isOver = end.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        // As a driver that reads from a socket.
        isOver = false;
      }
    }
    return "late";
  }
}
