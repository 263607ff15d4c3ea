package org.godwit.gateway.lease;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of leases and adoptions. Any thread. */
final class LeaseMetrics {

  private final Counter begun;
  private final Counter finished;
  private final Counter stopped;
  private final Counter records;

  LeaseMetrics(MeterRegistry registry) {
    begun = adoptions(registry, "begun");
    finished = adoptions(registry, "finished");
    stopped = adoptions(registry, "stopped");
    records =
        Counter.builder("xmpp.gateway.adopted.returned")
            .description("Deliveries of dead gateways' topics that went back to their owners")
            .register(registry);
  }

  private static Counter adoptions(MeterRegistry registry, String event) {
    return Counter.builder("xmpp.gateway.adoptions")
        .tag("event", event)
        .description("Dead gateways whose topic this one reads or has read")
        .register(registry);
  }

  void onBegun() {
    begun.increment();
  }

  void onFinished() {
    finished.increment();
  }

  void onStopped() {
    stopped.increment();
  }

  void onReturned() {
    records.increment();
  }
}
