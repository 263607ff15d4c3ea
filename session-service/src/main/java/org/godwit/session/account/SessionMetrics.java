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
  private final Counter heldOver;
  private final Counter copies;
  private final Counter duplicates;
  private final Counter originsEvicted;
  private final Counter tooManyReturned;

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
    heldOver =
        offline(
            registry,
            "xmpp.session.offline.passed",
            "Times that new messages went past stored ones that could not be read");
    copies = stanzas(registry, "xmpp.session.sent.copies", "Copies of what streams have sent");
    duplicates =
        stanzas(registry, "xmpp.session.duplicates", "Stanzas that clients have sent again");
    originsEvicted =
        Counter.builder("xmpp.session.origins.evicted")
            .description("Sending streams that were forgotten to make room")
            .register(registry);
    tooManyReturned =
        Counter.builder("xmpp.session.returned.overflows")
            .description("Streams that cannot be resumed because too much came back")
            .register(registry);
  }

  private static Counter stanzas(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).baseUnit("stanzas").register(registry);
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

  /** Counts a change of the offline store. */
  void stored(Effect effect) {
    if (effect instanceof Effect.PersistOffline) {
      stored.increment();
    } else if (effect instanceof Effect.DeleteOffline deleted && deleted.delivered()) {
      delivered.increment();
    }
  }

  void counted(Effect.Event event) {
    switch (event) {
      case REFUSED -> refused.increment();
      case SENT_COPY -> copies.increment();
      case HOLD_OVER -> heldOver.increment();
      case TOO_MANY_RETURNED -> tooManyReturned.increment();
    }
  }

  void duplicate() {
    duplicates.increment();
  }

  void originEvicted() {
    originsEvicted.increment();
  }
}
