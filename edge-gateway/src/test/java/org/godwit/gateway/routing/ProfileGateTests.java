package org.godwit.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.gateway.routing.ProfileGate.Step;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.StreamProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of a stream's profile (docs/stream-lifecycle.md, section 5). */
class ProfileGateTests {
  private static final StreamProfile DIRECT = StreamProfile.DIRECT;
  private static final StreamProfile COPIED = new StreamProfile(true, false);
  private static final StreamProfile VETTED = new StreamProfile(false, true);

  private static ProfileChanged changed(StreamProfile profile, @Nullable String barrier) {
    return new ProfileChanged("s", profile, barrier);
  }

  @Test
  void copiesBeginAndEndAtOnce() {
    // Given
    ProfileGate gate = new ProfileGate(DIRECT);

    // When
    Step step = gate.onChanged(changed(COPIED, null));

    // Then
    assertThat(step).isEqualTo(Step.NONE);
    assertThat(gate.profile()).isEqualTo(COPIED);
    assertThat(gate.isShut()).isFalse();
  }

  @Test
  void vettingWaitsUntilWhatWasSentDirectlyIsDurable() {
    // Given
    ProfileGate gate = new ProfileGate(DIRECT);

    // When
    Step step = gate.onChanged(changed(VETTED, null));

    // Then
    assertThat(step).isEqualTo(Step.SETTLE);
    assertThat(gate.isShut()).isTrue();
    assertThat(gate.profile()).isEqualTo(DIRECT);
    gate.onSettled(gate.waits());
    assertThat(gate.profile()).isEqualTo(VETTED);
    assertThat(gate.isShut()).isFalse();
  }

  @Test
  void directWaitsForItsOwnBarrier() {
    // Given
    ProfileGate gate = new ProfileGate(VETTED);

    // When
    Step step = gate.onChanged(changed(DIRECT, null));

    // Then
    assertThat(step).isEqualTo(Step.BARRIER);
    assertThat(gate.isShut()).isTrue();
    assertThat(gate.onChanged(changed(DIRECT, "other"))).isEqualTo(Step.NONE);
    assertThat(gate.profile()).isEqualTo(VETTED);
    gate.onChanged(changed(COPIED, gate.awaited()));
    assertThat(gate.profile()).isEqualTo(COPIED);
    assertThat(gate.isShut()).isFalse();
  }

  @Test
  void newerWishReplacesWhatIsWaitedFor() {
    // Given
    ProfileGate gate = new ProfileGate(VETTED);
    gate.onChanged(changed(DIRECT, null));
    String first = gate.awaited();

    // When
    gate.onChanged(changed(VETTED, null));
    boolean shut = gate.isShut();
    gate.onChanged(changed(DIRECT, null));

    // Then
    assertThat(shut).isFalse();
    assertThat(gate.awaited()).isNotNull().isNotEqualTo(first);
    gate.onChanged(changed(DIRECT, first));
    assertThat(gate.profile()).as("the first barrier says nothing any more").isEqualTo(VETTED);
  }

  @Test
  void settlingThatWasGivenUpChangesNothing() {
    // Given
    ProfileGate gate = new ProfileGate(DIRECT);
    gate.onChanged(changed(VETTED, null));
    int first = gate.waits();
    gate.onChanged(changed(DIRECT, null));
    gate.onChanged(changed(VETTED, null));

    // When
    gate.onSettled(first);

    // Then
    assertThat(gate.profile()).isEqualTo(DIRECT);
    assertThat(gate.isShut()).isTrue();
  }
}
