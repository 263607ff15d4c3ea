package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OffsetLedgerTests {

  @Test
  void emptyLedgerHasNothingToCommit() {
    // Given
    OffsetLedger ledger = new OffsetLedger(10);
    // When
    ledger.begin(5);
    // Then
    assertThat(ledger.committable()).isEqualTo(-1);
    assertThat(ledger.unfinished()).isEqualTo(1);
  }

  @Test
  void committableIsTheLowestUnfinishedWhenALaterOneFinishesFirst() {
    // Given
    OffsetLedger ledger = new OffsetLedger(10);
    long first = ledger.begin(5);
    long second = ledger.begin(6);
    long third = ledger.begin(9);
    // When
    ledger.complete(second);
    long afterSecond = ledger.committable();
    ledger.complete(first);
    long afterFirst = ledger.committable();
    ledger.complete(third);
    // Then
    assertThat(afterSecond).isEqualTo(-1);
    assertThat(afterFirst).isEqualTo(9);
    assertThat(ledger.committable()).isEqualTo(10);
  }

  @Test
  void fullLedgerHasRoomAgainOnceAtHalf() {
    // Given
    OffsetLedger ledger = new OffsetLedger(4);
    long[] tickets = {ledger.begin(0), ledger.begin(1), ledger.begin(2), ledger.begin(3)};
    boolean fullBefore = ledger.isFull();
    // When
    boolean atThree = ledger.complete(tickets[0]);
    boolean atTwo = ledger.complete(tickets[1]);
    boolean atOne = ledger.complete(tickets[2]);
    // Then
    assertThat(fullBefore).isTrue();
    assertThat(atThree).isFalse();
    assertThat(atTwo).isTrue();
    assertThat(atOne).isFalse();
    assertThat(ledger.isFull()).isFalse();
  }

  @Test
  void oneStuckRecordFillsTheLedgerWhenFourTimesAsManyOvertookIt() {
    // Given
    OffsetLedger ledger = new OffsetLedger(4);
    long stuck = ledger.begin(0);
    int overtook = 0;
    // When
    while (!ledger.isFull()) {
      ledger.complete(ledger.begin(++overtook));
    }
    boolean hasRoom = ledger.complete(stuck);
    // Then
    assertThat(overtook).isEqualTo(15);
    assertThat(hasRoom).isTrue();
    assertThat(ledger.committable()).isEqualTo(16);
  }

  @Test
  void awaitIdleEndsWhenTheLastRecordFinishesOnAnotherThread() throws InterruptedException {
    // Given
    OffsetLedger ledger = new OffsetLedger(4);
    long ticket = ledger.begin(0);
    // When
    Thread.ofVirtual().start(() -> ledger.complete(ticket));
    boolean idle = ledger.awaitIdle(System.nanoTime() + 10_000_000_000L);
    // Then
    assertThat(idle).isTrue();
  }

  @Test
  void awaitIdleGivesUpAtTheDeadline() throws InterruptedException {
    // Given
    OffsetLedger ledger = new OffsetLedger(4);
    ledger.begin(0);
    // When
    boolean idle = ledger.awaitIdle(System.nanoTime());
    // Then
    assertThat(idle).isFalse();
  }

  @Test
  void offsetsThatDoNotGrowAreRefused() {
    // Given
    OffsetLedger ledger = new OffsetLedger(4);
    ledger.begin(7);
    // When / Then
    assertThatThrownBy(() -> ledger.begin(7)).hasMessageContaining("offset 7 is not above");
    assertThatThrownBy(() -> new OffsetLedger(0)).hasMessageContaining("unfinishedMax is 0");
  }
}
