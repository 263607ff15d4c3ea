package org.godwit.gateway.netty;

import java.time.Duration;
import org.godwit.gateway.redirect.Redirection;
import org.godwit.gateway.throttle.AddressCounts;
import org.godwit.gateway.throttle.TrafficLimit;
import org.godwit.gateway.throttle.TrafficLimits;
import org.godwit.gateway.watchdog.WatchdogProperties;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.springframework.util.unit.DataSize;

/** What tests set of a gateway's limits. */
record Tuning(
    TrafficLimits traffic,
    WatchdogProperties watchdog,
    CompressionProperties compression,
    AddressCounts addresses,
    Redirection redirection) {
  static final Tuning DEFAULT =
      new Tuning(
          new TrafficLimits(TrafficLimit.NONE, TrafficLimit.NONE),
          watchdog(WatchdogProperties.PingType.WHITESPACE),
          new CompressionProperties(
              true, 6, 100, DataSize.ofKilobytes(64), DataSize.ofMegabytes(1)),
          new AddressCounts(0, 0),
          Redirection.none());

  static WatchdogProperties watchdog(WatchdogProperties.PingType type) {
    return new WatchdogProperties(
        Duration.ofSeconds(30), type, Duration.ofMinutes(10), Duration.ofSeconds(60));
  }

  Tuning with(TrafficLimits limits) {
    return new Tuning(limits, watchdog, compression, addresses, redirection);
  }

  Tuning with(WatchdogProperties.PingType type) {
    return new Tuning(traffic, watchdog(type), compression, addresses, redirection);
  }

  Tuning with(CompressionProperties limits) {
    return new Tuning(traffic, watchdog, limits, addresses, redirection);
  }

  Tuning with(AddressCounts counts) {
    return new Tuning(traffic, watchdog, compression, counts, redirection);
  }

  Tuning with(Redirection to) {
    return new Tuning(traffic, watchdog, compression, addresses, to);
  }
}
