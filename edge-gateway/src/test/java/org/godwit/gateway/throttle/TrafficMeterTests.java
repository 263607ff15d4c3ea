package org.godwit.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.gateway.throttle.TrafficMeter.Kind;
import org.godwit.gateway.throttle.TrafficMeter.Verdict;
import org.junit.jupiter.api.Test;

class TrafficMeterTests {
  private static TrafficMeter meter(String text) {
    return new TrafficMeter(TrafficLimits.parse("key", text));
  }

  private static void read(TrafficMeter meter, int packets, long minute) {
    for (int i = 0; i < packets; i++) {
      meter.onPacketRead(minute);
    }
  }

  @Test
  void asManyAsAllowedPassAndOneMoreDoesNot() {
    TrafficMeter meter = meter("xmpp:3:0:disc");
    read(meter, 3, 7);
    assertThat(meter.verdict(7)).isEqualTo(Verdict.PASS);

    meter.onPacketRead(7);

    assertThat(meter.verdict(7)).isEqualTo(Verdict.DISCONNECT);
    assertThat(meter.kind()).isEqualTo(Kind.PACKETS);
  }

  @Test
  void aNewMinuteBeginsAtNothing() {
    TrafficMeter meter = meter("xmpp:3:0:drop");
    read(meter, 4, 7);
    assertThat(meter.verdict(7)).isEqualTo(Verdict.DROP);

    assertThat(meter.verdict(8)).isEqualTo(Verdict.PASS);
    read(meter, 3, 8);
    assertThat(meter.verdict(8)).isEqualTo(Verdict.PASS);
  }

  @Test
  void theTotalIsForLife() {
    TrafficMeter meter = meter("xmpp:0:5:drop");
    read(meter, 3, 1);
    read(meter, 2, 2);
    assertThat(meter.verdict(2)).isEqualTo(Verdict.PASS);

    meter.onPacketRead(3);

    assertThat(meter.verdict(900)).isEqualTo(Verdict.DROP);
  }

  @Test
  void readAndWrittenCountApart() {
    TrafficMeter meter = meter("xmpp:3:0:disc,bin:100:0:drop");
    read(meter, 3, 1);
    meter.onBytesRead(100, 1);
    meter.onWritten(3, 100, 1);
    assertThat(meter.verdict(1)).isEqualTo(Verdict.PASS);

    meter.onWritten(0, 1, 1);
    assertThat(meter.verdict(1)).isEqualTo(Verdict.DROP);
    assertThat(meter.kind()).isEqualTo(Kind.BYTES);

    meter.onWritten(1, 0, 1);
    assertThat(meter.verdict(1)).isEqualTo(Verdict.DISCONNECT);
  }

  @Test
  void withoutLimitsEverythingPasses() {
    TrafficMeter meter = meter("xmpp:0:0:disc,bin:0:0:disc");
    meter.onBytesRead(Integer.MAX_VALUE, 1);
    meter.onWritten(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);
    read(meter, 100, 1);

    assertThat(meter.verdict(1)).isEqualTo(Verdict.PASS);
  }
}
