package org.godwit.muc.owner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts rooms and what happens in them. Any thread. */
public final class RoomMetrics {

  private final AtomicInteger rooms = new AtomicInteger();
  private final AtomicInteger occupants = new AtomicInteger();
  private final Counter stanzas;
  private final Counter messages;
  private final Counter deliveries;
  private final Counter duplicates;
  private final Counter loadFailures;

  /** Registers the meters. */
  public RoomMetrics(MeterRegistry meters) {
    Gauge.builder("xmpp.muc.rooms.loaded", rooms, AtomicInteger::get)
        .description("Rooms in memory")
        .register(meters);
    Gauge.builder("xmpp.muc.occupants", occupants, AtomicInteger::get)
        .description("Occupants of all rooms of this instance")
        .register(meters);
    this.stanzas =
        Counter.builder("xmpp.muc.stanzas")
            .description("Stanzas that rooms decided about")
            .register(meters);
    this.messages =
        Counter.builder("xmpp.muc.messages")
            .description("Messages that rooms sent to all of their occupants")
            .register(meters);
    this.deliveries =
        Counter.builder("xmpp.muc.deliveries")
            .description("Stanzas that rooms sent, each receiver counted")
            .register(meters);
    this.duplicates =
        Counter.builder("xmpp.muc.duplicates")
            .description("Stanzas dropped because a resumed client sent them again")
            .register(meters);
    this.loadFailures =
        Counter.builder("xmpp.muc.load.failures")
            .description("Rooms that could not be loaded when they were needed")
            .register(meters);
  }

  void roomsChanged(int by) {
    rooms.addAndGet(by);
  }

  void occupantsChanged(int by) {
    occupants.addAndGet(by);
  }

  void decided() {
    stanzas.increment();
  }

  void said() {
    messages.increment();
  }

  void delivered(int receivers) {
    deliveries.increment(receivers);
  }

  void duplicate() {
    duplicates.increment();
  }

  void loadFailed() {
    loadFailures.increment();
  }
}
