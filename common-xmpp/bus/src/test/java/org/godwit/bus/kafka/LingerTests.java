package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LingerTests {

  private static final long LINGER = 4_000_000;
  private static final int BURST = 4;

  private final List<String> sent = new ArrayList<>();
  private final AtomicInteger turnsWanted = new AtomicInteger();
  private long now = 77;
  private final Linger linger = new Linger(LINGER, BURST, () -> now, turnsWanted::incrementAndGet);

  private void add(String record) {
    linger.add(() -> sent.add(record));
  }

  @Test
  void recordAfterPauseGoesAtOnceAndWakesNobody() {
    add("a");
    now += LINGER;
    add("b");

    assertThat(sent).containsExactly("a", "b");
    assertThat(turnsWanted).hasValue(0);
  }

  @Test
  void recordsWithinTheLingerGoTogetherWhenItIsOver() {
    add("a");
    now += 1;
    add("b");
    add("c");

    assertThat(sent).containsExactly("a");
    assertThat(turnsWanted).hasValue(1);
    assertThat(linger.turn()).isEqualTo(LINGER - 1);
    assertThat(sent).containsExactly("a");

    now += LINGER - 1;
    assertThat(linger.turn()).isEqualTo(LINGER);
    assertThat(sent).containsExactly("a", "b", "c");
  }

  @Test
  void steadyFlowWantsNoFurtherTurns() {
    add("a");
    add("b");
    for (int i = 0; i < 5; i++) {
      now += LINGER;
      assertThat(linger.turn()).isEqualTo(LINGER);
      add("n" + i);
    }

    assertThat(turnsWanted).hasValue(1);
    assertThat(sent).endsWith("n3");
  }

  @Test
  void turnsEndWhenNothingCameAndBeginAgain() {
    add("a");
    add("b");
    now += LINGER;
    var _ = linger.turn();
    now += LINGER;

    assertThat(linger.turn()).isEqualTo(Linger.NO_TURN);

    add("c");
    add("d");

    assertThat(sent).containsExactly("a", "b", "c");
    assertThat(turnsWanted).hasValue(2);
  }

  @Test
  void burstGoesBeforeItsTime() {
    add("a");
    add("b");
    add("c");
    add("d");
    assertThat(sent).containsExactly("a");

    add("e");

    assertThat(sent).containsExactly("a", "b", "c", "d", "e");
    assertThat(linger.turn()).isEqualTo(LINGER);
  }

  @Test
  void whatIsAddedWhileRecordsGoLeavesBehindThem() {
    linger.add(() -> {
      sent.add("a");
      for (String next : List.of("b", "c", "d", "e")) {
        add(next);
      }
      sent.add("end of a");
    });

    assertThat(sent).containsExactly("a", "end of a", "b", "c", "d", "e");
  }

  @Test
  void recordThatCannotBeHandedOverHoldsNoOther() {
    add("a");
    linger.add(() -> {
      throw new AssertionError("a bug");
    });
    add("b");
    now += LINGER;
    assertThat(linger.turn()).isEqualTo(LINGER);
    now += LINGER;
    assertThat(linger.turn()).isEqualTo(Linger.NO_TURN);
    add("c");

    assertThat(sent).containsExactly("a", "b", "c");
  }

  @Test
  void closeLetsEverythingGo() {
    add("a");
    add("b");
    linger.close();
    assertThat(sent).containsExactly("a", "b");

    add("c");
    assertThat(sent).containsExactly("a", "b", "c");
  }

  /** Four publishers, each with its own order; the thread's turns and bursts run among them. */
  @Test
  void everyRecordGoesOnceInItsPublishersOrder() throws InterruptedException {
    int publishers = 4;
    int each = 20_000;
    ConcurrentLinkedQueue<int[]> arrived = new ConcurrentLinkedQueue<>();
    ThreadFactory threads = Thread.ofPlatform().factory();
    CountDownLatch start = new CountDownLatch(1);
    try (Linger real = Linger.withThread(Duration.ofNanos(50_000).toNanos(), 16)) {
      for (int p = 0; p < publishers; p++) {
        int publisher = p;
        threads
            .newThread(() -> {
              start.countDown();
              for (int i = 0; i < each; i++) {
                int number = i;
                real.add(() -> arrived.add(new int[] {publisher, number}));
              }
            })
            .start();
      }
      start.await();
      await().atMost(Duration.ofSeconds(30)).until(() -> arrived.size() >= publishers * each);
    }

    int[] next = new int[publishers];
    for (int[] record : arrived) {
      assertThat(record[1]).isEqualTo(next[record[0]]++);
    }
    assertThat(next).containsOnly(each);
  }

  /** Without the thread's turn the last records of a burst would stay. */
  @Test
  void lastRecordsLeaveWithoutAnotherComing() {
    ConcurrentLinkedQueue<Integer> arrived = new ConcurrentLinkedQueue<>();
    try (Linger real = Linger.withThread(Duration.ofMillis(20).toNanos(), 1_000)) {
      for (int round = 0; round < 5; round++) {
        int before = arrived.size();
        for (int i = 0; i < 3; i++) {
          real.add(() -> arrived.add(1));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> arrived.size() == before + 3);
      }
    }
  }
}
