package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.it.chaos.Takeovers.Kill;
import org.junit.jupiter.api.Test;

class TakeoversTests {

  private static final long[] RECEIPTS = {0, 100, 200, 3_700, 3_800, 9_000, 9_100};

  @Test
  void silenceAroundAKillIsTheLongestOfAllConversations() {
    // Given
    List<long[]> conversations = List.of(new long[] {0, 200, 400, 4_000}, RECEIPTS);

    // Then
    assertThat(Takeovers.longestSilence(conversations, new Kill(250, 5_000))).isEqualTo(3_600);
  }

  @Test
  void silenceThatGoesOnIntoTheNextFaultCountsUpToThat() {
    // Then
    assertThat(Takeovers.longestSilence(List.of(RECEIPTS), new Kill(250, 3_000))).isEqualTo(2_800);
  }

  @Test
  void silenceBeforeOrAfterTheTimeOfAKillDoesNotCount() {
    // Then
    assertThat(Takeovers.longestSilence(List.of(RECEIPTS), new Kill(50, 150))).isEqualTo(100);
  }

  @Test
  void percentileOfFewKillsIsTheWorst() {
    // Given
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      kills.add(new Kill(3_750, 3_790));
    }
    kills.add(new Kill(4_000, 5_000));

    // Then
    assertThat(Takeovers.percentile99(List.of(RECEIPTS), kills)).isEqualTo(1_200);
    assertThat(Takeovers.percentile99(List.of(RECEIPTS), List.of())).isEqualTo(-1);
  }
}
