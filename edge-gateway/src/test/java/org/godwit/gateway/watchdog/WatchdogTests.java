package org.godwit.gateway.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.gateway.watchdog.Watchdog.Due;
import org.godwit.gateway.watchdog.WatchdogProperties.PingType;
import org.junit.jupiter.api.Test;

/** When a silent client is asked, and when it counts as lost. */
class WatchdogTests {
  private static Watchdog watchdog(PingType type) {
    return new Watchdog(
        new WatchdogProperties(
            Duration.ofSeconds(30), type, Duration.ofSeconds(100), Duration.ofSeconds(40)),
        0);
  }

  private static long at(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void aSilentClientIsSentASpaceAtTheFirstLookBehindTheTimeout() {
    Watchdog watchdog = watchdog(PingType.WHITESPACE);
    assertThat(watchdog.due(at(90))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(101))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(119))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(120))).isEqualTo(Due.SPACE);
  }

  @Test
  void aSpaceNeedsNoAnswerAndIsSentAgainAfterTheTimeout() {
    Watchdog watchdog = watchdog(PingType.WHITESPACE);
    assertThat(watchdog.due(at(120))).isEqualTo(Due.SPACE);
    assertThat(watchdog.due(at(200))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(230))).isEqualTo(Due.SPACE);
  }

  @Test
  void whatIsReadOrWrittenPutsTheSpaceOff() {
    Watchdog watchdog = watchdog(PingType.WHITESPACE);
    watchdog.onRead(at(50));
    assertThat(watchdog.due(at(120))).isEqualTo(Due.NOTHING);
    watchdog.onWritten(at(121));
    assertThat(watchdog.due(at(160))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(221))).isEqualTo(Due.SPACE);
  }

  @Test
  void whatIsWrittenDoesNotPutAPingOff() {
    Watchdog watchdog = watchdog(PingType.XMPP);
    watchdog.onWritten(at(119));
    assertThat(watchdog.due(at(120))).isEqualTo(Due.PING);
  }

  @Test
  void aClientThatDoesNotAnswerIsLost() {
    Watchdog watchdog = watchdog(PingType.XMPP);
    assertThat(watchdog.due(at(120))).isEqualTo(Due.PING);
    watchdog.onWritten(at(121));
    assertThat(watchdog.due(at(159))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(160))).isEqualTo(Due.LOST);
  }

  @Test
  void anythingThatComesIsAnAnswer() {
    Watchdog watchdog = watchdog(PingType.XMPP);
    assertThat(watchdog.due(at(120))).isEqualTo(Due.PING);
    watchdog.onRead(at(159));
    assertThat(watchdog.due(at(160))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(240))).isEqualTo(Due.NOTHING);
    assertThat(watchdog.due(at(270))).isEqualTo(Due.PING);
  }
}
