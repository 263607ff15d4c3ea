package org.godwit.gateway.netty;

import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.throttle.TrafficLimits;
import org.godwit.gateway.throttle.TrafficMeter;
import org.godwit.gateway.throttle.TrafficMeter.Kind;
import org.godwit.gateway.throttle.TrafficMeter.Verdict;

/** What a client's connection carries, by the minutes of its loop. Event loop only. */
final class Traffic {
  private final TrafficMeter meter;
  private final LoopStreams loop;
  private final GatewayMetrics metrics;

  Traffic(TrafficLimits limits, LoopStreams loop, GatewayMetrics metrics) {
    this.meter = new TrafficMeter(limits);
    this.loop = loop;
    this.metrics = metrics;
  }

  void onBytesRead(int count) {
    meter.onBytesRead(count, loop.minute());
  }

  void onWritten(int elements, int bytes) {
    meter.onWritten(elements, bytes, loop.minute());
  }

  /** Counts an element of the client and tells whether it is let in. */
  boolean admits() {
    meter.onPacketRead(loop.minute());
    return meter.verdict(loop.minute()) == Verdict.PASS;
  }

  /** Tells whether the connection has to end. */
  boolean isPast() {
    return meter.verdict(loop.minute()) == Verdict.DISCONNECT;
  }

  /** The limit bites. */
  void onBite() {
    metrics.onLimit(meter.kind() == Kind.PACKETS ? Limit.TRAFFIC_PACKETS : Limit.TRAFFIC_BYTES);
  }
}
