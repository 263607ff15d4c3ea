package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.godwit.it.chaos.Outbox.Outgoing;
import org.junit.jupiter.api.Test;

class OutboxTests {

  private final Outbox outbox = new Outbox();

  @Test
  void acknowledgedStanzasLeaveInOrder() {
    // Given
    add(3);

    // When
    List<Outgoing> taken = outbox.acknowledge(2);

    // Then
    assertThat(taken).extracting(Outgoing::sequence).containsExactly(0, 1);
    assertThat(outbox.unacknowledged()).extracting(Outgoing::sequence).containsExactly(2);
    assertThat(outbox.sent()).isEqualTo(3);
  }

  @Test
  void sameAcknowledgementAgainChangesNothing() {
    // Given
    add(3);
    outbox.acknowledge(2);

    // Then
    assertThat(outbox.acknowledge(2)).isEmpty();
    assertThat(outbox.size()).isEqualTo(1);
  }

  @Test
  void moreThanWasSentAndLessThanBeforeAreRefused() {
    // Given
    add(3);
    outbox.acknowledge(2);

    // Then
    assertThatThrownBy(() -> outbox.acknowledge(4)).hasMessageContaining("h is 4");
    assertThatThrownBy(() -> outbox.acknowledge(1)).hasMessageContaining("h is 1");
  }

  @Test
  void newSessionSendsMessagesAgainAndNothingElse() {
    // Given
    outbox.add(Outgoing.unrecorded("<presence/>"));
    add(2);

    // When
    List<Outgoing> left = outbox.restart();

    // Then
    assertThat(left).extracting(Outgoing::sequence).containsExactly(0, 1);
    assertThat(outbox.sent()).isZero();
  }

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      outbox.add(new Outgoing(0, i, "<message/>"));
    }
  }
}
