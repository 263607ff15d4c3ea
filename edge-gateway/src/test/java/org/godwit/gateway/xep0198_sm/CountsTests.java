package org.godwit.gateway.xep0198_sm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The counters of a managed stream (XEP-0198, section 4). */
class CountsTests {
  private static final long SECOND = 1_000_000_000;

  @Property(tries = 300)
  void durableCountIsTheLongestRunInWhicheverOrderRecordsSettle(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 700) int stanzas,
      @ForAll @LongRange(min = 0, max = 1L << 33) long start) {
    // Given
    List<Long> order = new ArrayList<>();
    for (int i = 1; i <= stanzas; i++) {
      order.add(start + i);
    }
    Collections.shuffle(order, random);
    DurableCount count = new DurableCount(start);
    BitSet settled = new BitSet();

    for (long next : order) {
      // When
      count.settle(next);
      settled.set((int) (next - start - 1));

      // Then
      assertThat(count.count()).isEqualTo(start + settled.nextClearBit(0));
      assertThat(count.hasGap()).isEqualTo(settled.cardinality() > settled.nextClearBit(0));
    }
  }

  @Test
  void markIsToldOnceAndByTheRecordThatPassesIt() {
    // Given
    DurableCount count = new DurableCount(0);

    // When
    boolean before = count.isReached(2);
    boolean ahead = count.settle(2);
    boolean passing = count.settle(1);
    boolean after = count.settle(3);

    // Then
    assertThat(before).isFalse();
    assertThat(ahead).isFalse();
    assertThat(passing).isTrue();
    assertThat(after).isFalse();
    assertThat(count.isReached(3)).isTrue();
  }

  @Test
  void recordThatSettlesTwiceCountsOnce() {
    // Given
    DurableCount count = new DurableCount(5);

    // When
    count.settle(7);
    count.settle(7);
    count.settle(6);
    count.settle(6);

    // Then
    assertThat(count.count()).isEqualTo(7);
    assertThat(count.hasGap()).isFalse();
  }

  @Test
  void queueWritesUpToTheLimitAndGoesOnWithEachAcknowledgement() {
    // Given
    UnackedQueue<String> queue = new UnackedQueue<>(0, -1);
    for (int i = 0; i < 40; i++) {
      queue.add("s" + i, 100 + i, 10);
    }

    // When
    List<String> written = new ArrayList<>();
    for (String next = queue.write(3); next != null; next = queue.write(3)) {
      written.add(next);
    }
    List<String> acked = new ArrayList<>();
    for (String next = queue.acknowledge(2); next != null; next = queue.acknowledge(2)) {
      acked.add(next);
    }
    for (String next = queue.write(3); next != null; next = queue.write(3)) {
      written.add(next);
    }

    // Then
    assertThat(written).containsExactly("s0", "s1", "s2", "s3", "s4");
    assertThat(acked).containsExactly("s0", "s1");
    assertThat(queue.ackedOffset()).isEqualTo(101);
    assertThat(queue.isOverfull(38, 380)).isFalse();
    assertThat(queue.isOverfull(37, 380)).isTrue();
    assertThat(queue.isOverfull(38, 379)).isTrue();
  }

  @Test
  void queueKeepsWhatIsAcknowledgedUntilTheOwnerKnows() {
    // Given
    UnackedQueue<String> queue = new UnackedQueue<>(1000, 7);
    queue.add("a", 8, 1);
    queue.add("b", 9, 1);
    queue.write(10);
    queue.write(10);

    // When
    queue.acknowledge(1001);

    // Then
    assertThat(queue.cover(1000)).isNull();
    assertThat(queue.cover(1002)).isEqualTo("a");
    assertThat(queue.cover(1002)).isNull();
    assertThat(queue.entry(1001)).isEqualTo("b");
    assertThat(queue.covered()).isEqualTo(1001);
    assertThat(queue.acknowledge(1003)).isEqualTo("b");
    assertThat(queue.acknowledge(1003)).isNull();
    assertThat(queue.ackedOffset()).isEqualTo(9);
  }

  @Property(tries = 200)
  void queueKeepsOrderWhateverHappensInBetween(
      @ForAll Random random, @ForAll @LongRange(min = 0, max = 1L << 33) long start) {
    // Given
    UnackedQueue<Long> queue = new UnackedQueue<>(start, -1);
    long[] seen = {start, start, start};

    for (int i = 0; i < 500; i++) {
      // When
      switch (random.nextInt(4)) {
        case 0 -> queue.add(queue.total(), queue.total() * 2, 1);
        case 1 -> {
          Long next = queue.write(30);
          assertThat(next == null || next == seen[0]++).isTrue();
        }
        case 2 -> {
          Long next = queue.acknowledge(queue.written());
          assertThat(next == null || next == seen[1]++).isTrue();
        }
        default -> {
          Long next = queue.cover(queue.acked());
          assertThat(next == null || next == seen[2]++).isTrue();
        }
      }

      // Then
      assertThat(List.of(queue.covered(), queue.acked(), queue.written(), queue.total()))
          .isSorted();
      assertThat(queue.written() - queue.acked()).isLessThanOrEqualTo(30);
    }
  }

  @Test
  void clientIsAskedAfterANumberOfStanzasAndOnceOnly() {
    // Given
    AckPacing pacing = new AckPacing(3, 0, 60 * SECOND);

    // Then
    assertThat(pacing.asksAfterFlush(2, 0)).isFalse();
    assertThat(pacing.asksAfterFlush(3, 0)).isTrue();
    assertThat(pacing.asksAfterFlush(9, 0)).isFalse();
    pacing.onAck(3, 9, 1);
    assertThat(pacing.asksAfterFlush(9, 1)).isTrue();
  }

  @Test
  void acknowledgementsOfItsOwnAccordSaveTheQuestion() {
    // Given
    AckPacing pacing = new AckPacing(3, 0, 60 * SECOND);

    // When
    pacing.onAck(2, 2, 0);

    // Then
    assertThat(pacing.asksAfterFlush(4, 0)).isFalse();
    assertThat(pacing.asksAfterFlush(5, 0)).isTrue();
  }

  @Test
  void clientIsAskedAtOnceWhereSomebodyWaits() {
    // Given
    AckPacing pacing = new AckPacing(3, 0, 60 * SECOND);

    // When
    pacing.onWritten(true, true, 0);

    // Then
    assertThat(pacing.asksAfterFlush(1, 0)).isTrue();
  }

  @Test
  void clientIsAskedAfterASecondOnlyWhereSomethingIsUnacknowledged() {
    // Given
    AckPacing pacing = new AckPacing(3, 0, 60 * SECOND);
    pacing.onWritten(true, false, 5 * SECOND);

    // Then
    assertThat(pacing.asksInTime(0, 1, 6 * SECOND - 1)).isFalse();
    assertThat(pacing.asksInTime(1, 1, 60 * SECOND)).isFalse();
    assertThat(pacing.asksInTime(0, 1, 6 * SECOND)).isTrue();
    assertThat(pacing.asksInTime(0, 1, 9 * SECOND)).isFalse();
  }

  @Test
  void answerIsOverdueAfterTheTimeoutUnlessThatIsForEver() {
    // Given
    AckPacing patient = new AckPacing(1, 0, 0);
    AckPacing strict = new AckPacing(1, 0, 60 * SECOND);
    patient.asksAfterFlush(1, 0);
    strict.asksAfterFlush(1, 0);

    // Then
    assertThat(patient.isOverdue(1000 * SECOND)).isFalse();
    assertThat(strict.isOverdue(60 * SECOND - 1)).isFalse();
    assertThat(strict.isOverdue(60 * SECOND)).isTrue();
    strict.onAck(1, 1, 0);
    assertThat(strict.isOverdue(1000 * SECOND)).isFalse();
  }
}
