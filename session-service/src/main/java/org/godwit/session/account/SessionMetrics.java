package org.godwit.session.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The meters {@code xmpp.session.*}. Any thread. */
public final class SessionMetrics {

  private final AtomicLong online = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final Counter stored;
  private final Counter delivered;
  private final Counter refused;

  /** Registers the meters. */
  public SessionMetrics(MeterRegistry registry) {
    Gauge.builder("xmpp.session.online", online, AtomicLong::get)
        .description("Bound resources whose accounts this instance owns")
        .register(registry);
    Gauge.builder("xmpp.session.keys.waiting", waiting, AtomicLong::get)
        .description("Accounts whose records wait for a look-up")
        .register(registry);
    stored = offline(registry, "xmpp.session.offline.stored", "Messages stored for absent users");
    delivered =
        offline(registry, "xmpp.session.offline.delivered", "Stored messages that were delivered");
    refused =
        offline(
            registry,
            "xmpp.session.offline.refused",
            "Messages refused because the account's limit was reached");
  }

  private static Counter offline(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).baseUnit("messages").register(registry);
  }

  void onlineChanged(int by) {
    online.addAndGet(by);
  }

  void waitingChanged(int by) {
    waiting.addAndGet(by);
  }

  void offlineStored() {
    stored.increment();
  }

  void offlineDelivered() {
    delivered.increment();
  }

  void offlineRefused() {
    refused.increment();
  }
}
