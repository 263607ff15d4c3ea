package org.godwit.auth.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.godwit.auth.TestTime;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failed logins make the next ones wait, longer each time. */
class LoginDelaysTests {

  private static final Jid ALICE = Jid.of("alice@localhost");

  private final TestTime time = new TestTime();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LoginDelays delays =
      new LoginDelays(
          new AttemptProperties(
              2, 3, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(1), 100),
          time,
          registry);

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0",
    "3, 3, 0",
    "4, 3, 10",
    "5, 3, 20",
    "6, 3, 40",
    "7, 3, 65",
    "99, 3, 65",
    "2147483647, 3, 65",
    "99, 0, 0"
  })
  void waitDoublesUpToTheLongest(int failures, int free, long wait) {
    assertThat(DelayRules.waitNanos(failures, free, 10, 65)).isEqualTo(wait);
  }

  @Test
  void accountWaitsLongerWithEachFailure() {
    // Given
    fail(2);
    assertThat(delays.waitOf(ALICE)).isZero();

    // When // Then
    fail(1);
    assertThat(delays.waitOf(ALICE)).isEqualTo(1);
    fail(1);
    assertThat(delays.waitOf(ALICE)).isEqualTo(2);
    fail(5);
    assertThat(delays.waitOf(ALICE)).isEqualTo(4);
    assertThat(delays.waitOf(Jid.of("bob@localhost"))).isZero();
  }

  @Test
  void waitEndsAndOneMoreMayBeTried() {
    // Given
    fail(3);

    // When
    time.advance(Duration.ofSeconds(1));

    // Then
    assertThat(delays.waitOf(ALICE)).isZero();
    fail(1);
    assertThat(delays.waitOf(ALICE)).isEqualTo(2);
  }

  @Test
  void successOrTimeMakesAllForgotten() {
    // Given
    fail(3);

    // When // Then
    delays.onSuccess(ALICE);
    assertThat(delays.waitOf(ALICE)).isZero();
    fail(3);
    time.advance(Duration.ofMinutes(1));
    fail(2);
    assertThat(delays.waitOf(ALICE)).isZero();
  }

  @Test
  void addressesOfOneCustomerCountTogether() {
    // Given: one /64 of IPv6 addresses.
    delays.onFailure("2001:db8::1");
    delays.onFailure("2001:db8::2");
    delays.onFailure("2001:db8::3");
    delays.onFailure("2001:db8::4");

    // When // Then
    assertThat(delays.waitOf("2001:db8::5")).isEqualTo(1);
    assertThat(delays.waitOf("2001:db8:0:1::5")).isZero();
    assertThat(delays.waitOf("192.0.2.1")).isZero();
    assertThat(delays.waitOf((String) null)).isZero();
  }

  @Test
  void whatIsRefusedIsCounted() {
    // Given
    fail(3);

    // When
    delays.waitOf(ALICE);
    delays.waitOf("192.0.2.1");

    // Then
    assertThat(bites("account")).isEqualTo(1);
    assertThat(bites("address")).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      delays.onFailure(ALICE);
    }
  }

  private double bites(String limit) {
    return registry.get("xmpp.auth.attempts.delayed").tag("limit", limit).counter().count();
  }
}
