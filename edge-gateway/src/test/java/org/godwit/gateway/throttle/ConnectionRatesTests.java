package org.godwit.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRatesTests {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void eachPortHasItsOwn() {
    assertThat(ConnectionRates.parse("key", "5222:500, 5223:50").perSecond())
        .isEqualTo(Map.of(5222, 500, 5223, 50));
    assertThat(ConnectionRates.parse("key", "").perSecond()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "5222", "5222:", ":5", "5222:5:5", "5222:-1", "65536:1", "a:1"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ConnectionRates.parse("some.key", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("some.key is " + text + " but must be PORT:PER_SECOND");
  }

  @Test
  void thoseTurnedAwayCountUntilTheSecondIsOver() {
    ConnectionGate gate = ConnectionRates.parse("key", "5222:2").gate(5222);
    assertThat(gate.admits(SECOND)).isTrue();
    assertThat(gate.admits(SECOND + 1)).isTrue();
    assertThat(gate.admits(SECOND + 2)).isFalse();
    assertThat(gate.admits(2 * SECOND - 1)).isFalse();
    assertThat(gate.admits(2 * SECOND)).isTrue();
  }

  @Test
  void aClockMayBeBelowZero() {
    ConnectionGate gate = new ConnectionGate(1);
    assertThat(gate.admits(-1)).isTrue();
    assertThat(gate.admits(-2)).isFalse();
    assertThat(gate.admits(0)).isTrue();
  }

  @Test
  void zeroIsNoLimitAndOtherPortsHaveOne() {
    ConnectionGate open = ConnectionRates.parse("key", "5222:0").gate(5222);
    ConnectionGate other = ConnectionRates.parse("key", "5222:0").gate(9);
    for (int i = 0; i < ConnectionRates.OTHERS; i++) {
      assertThat(open.admits(1)).isTrue();
      assertThat(other.admits(1)).isTrue();
    }
    assertThat(open.admits(1)).isTrue();
    assertThat(other.admits(1)).isFalse();
  }
}
