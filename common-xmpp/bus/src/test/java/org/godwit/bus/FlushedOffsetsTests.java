package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushedOffsetsTests {

  private final List<PublishCallback> flushes = new ArrayList<>();
  private final OffsetLedger ledger = new OffsetLedger(10);
  private final FlushedOffsets offsets =
      new FlushedOffsets(
          new PartitionOwner() {
            @Override
            public void onRecord(InboundRecord record, Completion completion) {}

            @Override
            public void flushState(PublishCallback durable) {
              flushes.add(durable);
            }
          },
          ledger);

  private void finish(long offset) {
    ledger.complete(ledger.begin(offset));
  }

  @Test
  void flushCountsForWhatWasReachedWhenItBegan() {
    // Given
    finish(0);
    offsets.beginIfDue();
    finish(1);
    // When
    offsets.beginIfDue();
    flushes.getFirst().onPublished(null);
    // Then
    assertThat(flushes).hasSize(1);
    assertThat(offsets.committable()).isEqualTo(1);
    assertThat(offsets.isDue()).isTrue();
  }

  @Test
  void failedFlushCountsForNothingAndIsDueAgain() {
    // Given
    finish(0);
    offsets.beginIfDue();
    // When
    flushes.getFirst().onPublished(new IllegalStateException("not durable"));
    // Then
    assertThat(offsets.committable()).isEqualTo(-1);
    assertThat(offsets.isUnderWay()).isFalse();
    assertThat(offsets.isDue()).isTrue();
  }

  @Test
  void answerThatComesTwiceDoesNotEndTheNextFlush() {
    // Given
    finish(0);
    offsets.beginIfDue();
    flushes.getFirst().onPublished(null);
    finish(1);
    offsets.beginIfDue();
    // When
    flushes.getFirst().onPublished(null);
    // Then
    assertThat(offsets.isUnderWay()).isTrue();
    assertThat(offsets.committable()).isEqualTo(1);
  }

  @Test
  void nothingNewNeedsNoFlushButALastOneMayBeMade() throws InterruptedException {
    // When
    offsets.beginIfDue();
    int before = flushes.size();
    offsets.begin();
    // Then
    assertThat(before).isZero();
    assertThat(flushes).hasSize(1);
    assertThat(offsets.awaitEnd(System.nanoTime())).isFalse();
    flushes.getFirst().onPublished(null);
    assertThat(offsets.awaitEnd(System.nanoTime())).isTrue();
    assertThat(offsets.committable()).isEqualTo(-1);
  }

  @Test
  void ownerThatThrowsHasFailed() {
    // Given
    FlushedOffsets throwing =
        new FlushedOffsets(
            new PartitionOwner() {
              @Override
              public void onRecord(InboundRecord record, Completion completion) {}

              @Override
              public void flushState(PublishCallback durable) {
                throw new IllegalStateException("no memory");
              }
            },
            ledger);
    finish(0);
    // When / Then
    assertThatThrownBy(throwing::beginIfDue).hasMessage("no memory");
    assertThat(throwing.isUnderWay()).isFalse();
    assertThat(throwing.committable()).isEqualTo(-1);
  }
}
