package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against a model that keeps every unfinished offset in a sorted set. */
class OffsetLedgerPropertyTests {

  private record Unfinished(long offset, long ticket) implements Comparable<Unfinished> {
    @Override
    public int compareTo(Unfinished other) {
      return Long.compare(offset, other.offset);
    }
  }

  @Property(tries = 300)
  void committableIsTheLowestUnfinishedOffsetInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 700) int unfinishedMax) {
    // Given
    Random random = new Random(seed);
    OffsetLedger ledger = new OffsetLedger(unfinishedMax);
    TreeSet<Unfinished> unfinished = new TreeSet<>();
    TreeSet<Long> begun = new TreeSet<>();
    long offset = random.nextInt(1000);
    long lastBegun = -1;
    long lastCommittable = -1;
    boolean full = false;
    for (int step = 0; step < 3000; step++) {
      // When
      if (unfinished.isEmpty() || (!full && random.nextInt(100) < 55)) {
        unfinished.add(new Unfinished(offset, ledger.begin(offset)));
        begun.add(offset);
        lastBegun = offset;
        offset += 1 + (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
        full = ledger.isFull();
      } else {
        List<Unfinished> open = new ArrayList<>(unfinished);
        Unfinished chosen = open.get(random.nextInt(open.size()));
        unfinished.remove(chosen);
        long ticket = chosen.ticket();
        boolean hasRoom = ledger.complete(ticket);
        assertThat(ledger.complete(ticket)).as("a second time").isFalse();
        assertThat(hasRoom).isEqualTo(full && !ledger.isFull());
        full = ledger.isFull();
      }
      // Then
      long lowest = unfinished.isEmpty() ? lastBegun + 1 : unfinished.first().offset();
      long committable = ledger.committable();
      assertThat(ledger.unfinished()).isEqualTo(unfinished.size());
      assertThat(committable).isLessThanOrEqualTo(lowest).isGreaterThanOrEqualTo(lastCommittable);
      Long finishedBelow = begun.lower(lowest);
      if (finishedBelow != null) {
        assertThat(committable)
            .as("what is done need not be repeated")
            .isGreaterThan(finishedBelow);
      }
      if (unfinished.size() >= unfinishedMax) {
        assertThat(full).isTrue();
      }
      lastCommittable = committable;
    }
  }
}
