package org.godwit.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a barrier waits for (docs/stream-lifecycle.md, section 1). */
class ReturnsTests {
  private final Returns returns = new Returns();
  private final List<String> ran = new ArrayList<>();

  @Test
  void taskWaitsForWhatHasBegunAndForNothingLater() {
    // Given
    long first = returns.begin();
    long second = returns.begin();
    returns.whenDone(() -> ran.add("barrier"));
    long third = returns.begin();

    // When
    returns.end(second);
    List<String> before = List.copyOf(ran);
    returns.end(first);

    // Then
    assertThat(before).isEmpty();
    assertThat(ran).containsExactly("barrier");
    returns.whenDone(() -> ran.add("next"));
    assertThat(ran).containsExactly("barrier");
    returns.end(third);
    assertThat(ran).containsExactly("barrier", "next");
  }

  @Test
  void taskRunsAtOnceWhereNothingIsUnderWay() {
    returns.whenDone(() -> ran.add("barrier"));

    assertThat(ran).containsExactly("barrier");
  }
}
