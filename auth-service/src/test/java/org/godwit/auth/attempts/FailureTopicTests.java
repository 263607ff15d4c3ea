package org.godwit.auth.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.godwit.auth.TestTime;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.Test;

/** Two instances of auth-service, and who failed to log in at which. */
class FailureTopicTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final String ADDRESS = "192.0.2.1";

  private final TestTime time = new TestTime();
  private final InMemoryBus bus = new InMemoryBus();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoginDelays first = instance("first");
  private final LoginDelays second = instance("second");

  private LoginDelays instance(String name) {
    FailureTopic topic = new FailureTopic(bus, name, time, meters);
    LoginDelays delays =
        new LoginDelays(
            new AttemptProperties(
                2, 3, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(1), 100),
            time,
            new SimpleMeterRegistry(),
            topic);
    topic.bringTo(delays);
    bus.runUntilIdle();
    return delays;
  }

  private void fail(LoginDelays at, int times) {
    for (int i = 0; i < times; i++) {
      at.onFailure(ALICE);
      at.onFailure(ADDRESS);
      bus.runUntilIdle();
    }
  }

  @Test
  void failuresAtOneCountAtTheOther() {
    // When
    fail(first, 2);
    fail(second, 2);

    // Then
    assertThat(first.waitOf(ALICE)).isEqualTo(2);
    assertThat(second.waitOf(ALICE)).isEqualTo(2);
    assertThat(first.waitOf(ADDRESS)).isEqualTo(1);
    assertThat(second.waitOf(ADDRESS)).isEqualTo(1);
  }

  @Test
  void instanceThatStartsKnowsWhoWaits() {
    // Given
    fail(first, 5);
    time.advance(Duration.ofSeconds(1));

    // When
    LoginDelays third = instance("third");

    // Then: of four seconds one is over.
    assertThat(third.waitOf(ALICE)).isEqualTo(3);
  }

  @Test
  void whatIsOldIsNotTold() {
    // Given
    fail(first, 5);
    time.advance(Duration.ofMinutes(1));

    // When // Then
    assertThat(instance("third").waitOf(ALICE)).isZero();
  }

  @Test
  void successAtOneIsSuccessAtTheOther() {
    // Given
    fail(first, 4);

    // When
    time.advance(Duration.ofSeconds(2));
    second.onSuccess(ALICE);
    bus.runUntilIdle();
    fail(first, 1);

    // Then
    assertThat(first.waitOf(ALICE)).isZero();
  }

  @Test
  void ownRecordsDoNotComeBackAfterASuccess() {
    // Given: nothing of this has gone round yet.
    for (int i = 0; i < 4; i++) {
      first.onFailure(ALICE);
    }
    first.onSuccess(ALICE);
    first.onFailure(ALICE);

    // When
    bus.runUntilIdle();

    // Then
    first.onFailure(ALICE);
    assertThat(first.waitOf(ALICE)).isZero();
  }

  @Test
  void successWithoutFailuresTellsNobody() {
    // When
    first.onSuccess(ALICE);
    bus.runUntilIdle();

    // Then
    assertThat(bus.events(Topics.LOGIN_FAILURES)).isEmpty();
  }

  @Test
  void recordThatCannotBeReadIsPassedOver() {
    // Given
    for (String value : new String[] {"", "2 x 9 1", "1 x 99999999999 1", "1 x -1 1"}) {
      bus.publishState(
          Topics.LOGIN_FAILURES,
          0,
          "account:alice@localhost",
          value.getBytes(StandardCharsets.UTF_8),
          PublishCallback.IGNORED);
    }

    // When
    fail(second, 3);

    // Then
    assertThat(first.waitOf(ALICE)).isEqualTo(1);
  }

  @Test
  void withoutTheBusEachCountsForItself() {
    // Given
    bus.refuse(topic -> topic.equals(Topics.LOGIN_FAILURES));

    // When
    fail(first, 3);

    // Then
    assertThat(first.waitOf(ALICE)).isEqualTo(1);
    assertThat(second.waitOf(ALICE)).isZero();
    assertThat(meters.get("xmpp.auth.attempts.unshared").counter().count()).isEqualTo(6);
  }
}
