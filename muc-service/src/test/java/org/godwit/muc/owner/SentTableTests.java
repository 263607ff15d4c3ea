package org.godwit.muc.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/stream-lifecycle.md, section 2, "Resend". */
class SentTableTests {

  private static Origin origin(String stream, long n) {
    return new Origin(new StreamRef("g1", stream), (1L << 32) + n);
  }

  private static SentTable restored(Map<String, byte @Nullable []> entries) {
    SentTable table = new SentTable(10);
    entries.forEach((key, state) -> {
      if (state != null) {
        table.restore(key, state);
      }
    });
    return table;
  }

  @Test
  void stanzaThatComesAgainLaterIsADuplicateAlsoForTheNextOwner() {
    // Given
    SentTable table = new SentTable(10);
    assertThat(table.isDuplicate(origin("a", 1), false, 5, 0)).isFalse();
    assertThat(table.isDuplicate(origin("a", 2), false, 6, 0)).isFalse();
    assertThat(table.isDuplicate(origin("a", 2), false, 7, 0)).isTrue();

    // When
    SentTable next = restored(table.takeChanged());

    // Then: what comes from the log again is handled
    assertThat(next.isDuplicate(origin("a", 2), false, 6, 0)).isFalse();
    assertThat(next.isDuplicate(origin("a", 1), false, 8, 0)).isTrue();
    assertThat(next.isDuplicate(origin("a", 3), false, 9, 0)).isFalse();
  }

  @Test
  void whatAnOwnerForwardsAgainIsRecognisedWithoutStreamManagement() {
    // Given
    SentTable table = new SentTable(10);
    Origin first = new Origin(new StreamRef("g1", "a"), 1);

    // When
    table.isDuplicate(first, true, 5, 0);

    // Then
    assertThat(table.isDuplicate(first, true, 6, 0)).isTrue();
    assertThat(table.isDuplicate(new Origin(first.stream(), 2), true, 7, 0)).isFalse();
  }

  @Test
  void onlyManagedAndForwardedStreamsAreNoted() {
    // Given
    SentTable table = new SentTable(10);

    // When
    boolean duplicate = table.isDuplicate(new Origin(new StreamRef("g1", "a"), 1), false, 5, 0);

    // Then
    assertThat(duplicate).isFalse();
    assertThat(table.takeChanged()).isEmpty();
  }

  @Test
  void streamsPastTheLimitAndSilentOnesLeaveTheState() {
    // Given
    SentTable table = new SentTable(2);
    table.isDuplicate(origin("a", 1), false, 1, 0);
    table.isDuplicate(origin("b", 1), false, 2, 0);
    table.takeChanged();

    // When
    table.isDuplicate(origin("c", 1), false, 3, 0);

    // Then
    assertThat(table.takeChanged()).containsKeys("s/a", "s/c").containsEntry("s/a", null);

    // When: an hour later
    table.isDuplicate(origin("c", 2), false, 4, 3_600_001);

    // Then
    assertThat(table.takeChanged()).containsOnlyKeys("s/b", "s/c").containsEntry("s/b", null);
  }

  @Test
  void whatWasNotWrittenIsHandedOutAgainUnlessThereIsNews() {
    // Given
    SentTable table = new SentTable(10);
    table.isDuplicate(origin("a", 1), false, 1, 0);
    table.isDuplicate(origin("b", 1), false, 2, 0);
    Map<String, byte @Nullable []> taken = table.takeChanged();
    table.isDuplicate(origin("a", 2), false, 3, 0);

    // When
    table.notWritten(taken);

    // Then
    SentTable next = restored(table.takeChanged());
    assertThat(next.isDuplicate(origin("a", 2), false, 9, 0)).isTrue();
    assertThat(next.isDuplicate(origin("b", 1), false, 9, 0)).isTrue();
  }
}
