package org.godwit.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.gateway.throttle.TrafficLimit.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficLimitsTests {
  @Test
  void bothKindsAreRead() {
    assertThat(TrafficLimits.parse("key", "xmpp:2500:0:disc,bin:10m:0:disc"))
        .isEqualTo(
            new TrafficLimits(
                new TrafficLimit(2500, 0, Action.DISC),
                new TrafficLimit(10 * 1024 * 1024, 0, Action.DISC)));
  }

  @Test
  void orderCaseAndSpaceDoNotMatter() {
    assertThat(TrafficLimits.parse("key", "BIN:1G:2g:DROP, Xmpp:250k:7:drop"))
        .isEqualTo(
            new TrafficLimits(
                new TrafficLimit(250 * 1024, 7, Action.DROP),
                new TrafficLimit(1L << 30, 2L << 30, Action.DROP)));
  }

  @ParameterizedTest
  @CsvSource({"xmpp:5:0:disc, 5, 0", "bin:5:0:disc, 0, 5"})
  void anAbsentKindIsWithoutLimit(String text, long xmpp, long bin) {
    TrafficLimits limits = TrafficLimits.parse("key", text);
    assertThat(limits.xmpp().perMinute()).isEqualTo(xmpp);
    assertThat(limits.bin().perMinute()).isEqualTo(bin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "xmpp",
        "xmpp:1:2",
        "xmpp:1:2:disc:3",
        "xmpp:-1:2:disc",
        "xmpp:1:2:stop",
        "tcp:1:2:disc",
        "xmpp:1t:2:disc",
        "xmpp:m:2:disc",
        "xmpp:1:2:disc,xmpp:1:2:disc",
        "bin:1:2:disc,bin:3:4:drop",
        "xmpp:1:2:disc;bin:1:2:disc"
      })
  void anythingElseIsRefusedWithAllThatIsAllowed(String text) {
    assertThatThrownBy(() -> TrafficLimits.parse("xmpp.gateway.throttling.traffic", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("xmpp.gateway.throttling.traffic is " + text + " but must be ")
        .hasMessageContaining("disc or drop");
  }
}
