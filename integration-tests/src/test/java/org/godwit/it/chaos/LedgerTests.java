package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.godwit.it.chaos.Ledger.Life;
import org.godwit.it.chaos.Ledger.Receipt;
import org.junit.jupiter.api.Test;

/** A ledger that finds nothing proves nothing: each fault is found, and nothing else is one. */
class LedgerTests {

  private static final Life KEPT = new Life("bob", 1, true);
  private static final Life KEPT_LATER = new Life("bob", 2, true);
  private static final Life NOT_KEPT = new Life("bob", 3, false);

  private final Ledger ledger = new Ledger();
  private final int conversation = ledger.open("alice", "bob");

  @Test
  void everythingDeliveredOnceAndInOrderIsClean() {
    // Given
    for (int i = 0; i < 10; i++) {
      sendAcknowledged();
      receive(i, KEPT);
    }

    // Then
    Verdict verdict = verdict();
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.closingLine())
        .isEqualTo("kills=2 acked=10 lost=0 duplicated=0 reordered=0 takeover_p99_ms=7");
  }

  @Test
  void acknowledgedAndNeverReceivedIsLost() {
    // Given
    sendAcknowledged();
    sendAcknowledged();
    receive(1, KEPT);

    // Then
    assertThat(ledger.missing()).isEqualTo(1);
    assertThat(verdict().faults().lost()).containsExactly("s0-0");
    assertThat(verdict().isClean()).isFalse();
    assertThat(verdict().closingLine()).contains("lost=1 duplicated=0 reordered=0");
  }

  @Test
  void notAcknowledgedMayBeLost() {
    // Given
    ledger.sent(conversation, 0);

    // Then
    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void whatItsSenderGotBackIsNotLostSilently() {
    // Given
    sendAcknowledged();
    ledger.bounced(conversation, 0);

    // Then
    assertThat(verdict().isClean()).isTrue();
    assertThat(verdict().bounced()).isEqualTo(1);
  }

  @Test
  void twiceInOneResumableSessionIsDuplicated() {
    // Given
    sendAcknowledged();
    receive(0, KEPT);
    receive(0, KEPT);

    // Then
    assertThat(verdict().faults().duplicated()).containsExactly("s0-0");
    assertThat(verdict().isClean()).isFalse();
  }

  @Test
  void againInTheNextSessionIsKnownByItsId() {
    // Given
    sendAcknowledged();
    receive(0, KEPT);
    receive(0, KEPT_LATER);
    receive(0, NOT_KEPT);
    receive(0, NOT_KEPT);

    // Then
    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void twiceBecauseItsSenderHadToSendItAnewIsKnownByItsId() {
    // Given
    sendAcknowledged();
    ledger.sentAnew(conversation, 0);
    receive(0, KEPT);
    receive(0, KEPT);

    // Then
    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void receivedAfterALaterOneIsReordered() {
    // Given
    sendAcknowledged();
    sendAcknowledged();
    sendAcknowledged();
    receive(1, KEPT);
    receive(0, KEPT);
    receive(2, KEPT);

    // Then
    assertThat(verdict().faults().reordered()).containsExactly("s0-0");
    assertThat(verdict().isClean()).isFalse();
  }

  @Test
  void onlyTheFirstReceiptMustBeInOrder() {
    // Given
    sendAcknowledged();
    sendAcknowledged();
    receive(0, KEPT);
    receive(1, KEPT);
    receive(0, KEPT_LATER);

    // Then
    assertThat(verdict().isClean()).isTrue();
  }

  @Test
  void conversationsAreJudgedByThemselves() {
    // Given
    int other = ledger.open("carol", "bob");
    ledger.sent(other, 0);
    ledger.acknowledged(other, 0, 1);
    sendAcknowledged();
    receive(0, KEPT);

    // Then
    assertThat(verdict().faults().lost()).containsExactly("s1-0");
  }

  @Test
  void momentsTellWhatTheClientsSaw() {
    // Given
    sendAcknowledged();
    receive(0, KEPT);
    sendAcknowledged();

    // Then
    assertThat(ledger.headline("s0-0")).isEqualTo("s0-0 from alice to bob");
    assertThat(ledger.moments("s0-0"))
        .extracting(Moment::atMs, Moment::what)
        .containsExactly(
            tuple(1L, "alice sends it"),
            tuple(3L, "bob receives it in session 1"),
            tuple(2L, "alice sees it acknowledged"));
    assertThat(ledger.headline("s0-1")).isEqualTo("s0-1 from alice to bob, lost");
    assertThat(ledger.headline("s0-9")).isNull();
  }

  private void sendAcknowledged() {
    int sequence = ledger.sent(conversation, 1);
    ledger.acknowledged(conversation, sequence, 2);
  }

  private void receive(int sequence, Life life) {
    ledger.received(conversation, sequence, new Receipt(life, 3));
  }

  private Verdict verdict() {
    return ledger.verdict(2, 7);
  }
}
