package org.godwit.session.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.testkit.ManualClock;
import org.godwit.testkit.MortalBus;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.MortalBus.Output;
import org.godwit.testkit.kafka.TestBroker;

/**
 * A process of the service on a real broker: a bus of its own, owners on it, and an end of the
 * test's choice. What outlives it, the database, is given to it.
 */
final class OwnerProcess {

  private final KafkaStanzaBus kafka;
  private final MortalBus bus;
  private final FakeOfflineStore store;
  private final ManualClock clock = new ManualClock();
  private final ManualTimer timer = new ManualTimer(clock);

  private OwnerProcess(TestBroker broker, FakeOfflineStore store) {
    this.kafka = broker.bus();
    this.bus = MortalBus.on(kafka);
    this.store = store;
  }

  /** Starts one that lives until it is killed or {@linkplain #destine destined} to end. */
  static OwnerProcess start(
      TestBroker broker, AccountSettings settings, FakeOfflineStore store, ContactStore contacts) {
    return start(broker, settings, store, contacts, output -> Fate.ARRIVES);
  }

  /** Starts one with a destiny. */
  static OwnerProcess start(
      TestBroker broker,
      AccountSettings settings,
      FakeOfflineStore store,
      ContactStore contacts,
      Function<Output, Fate> destiny) {
    OwnerProcess process = new OwnerProcess(broker, store);
    process.destine(destiny);
    AccountPorts ports =
        new AccountPorts(
            process.bus,
            store,
            account -> CompletableFuture.completedFuture(true),
            new IqDispatcher(new ModuleIndex(List.of()), StanzaErrorCondition.SERVICE_UNAVAILABLE),
            new ServedDomains(List.of("localhost")),
            () -> "generated",
            process.timer,
            contacts,
            ArchiveStore.NONE,
            Capabilities.NONE,
            LastSeen.NONE);
    AccountPartitions partitions =
        new AccountPartitions(
            ports, settings, new AccountRemovals(), new SessionMetrics(new SimpleMeterRegistry()));
    process
        .bus
        .own(
            new OwnedTopic(
                Topics.SESSION, "session-service", Topics.SESSION_STATE, 1, partitions::own))
        .start();
    return process;
  }

  /** From now on this decides what becomes of its outputs; what it had not written stays so. */
  void destine(Function<Output, Fate> destiny) {
    bus.destine(output -> {
      Fate fate = destiny.apply(output);
      if (fate == Fate.DIES_BEFORE) {
        store.hold();
      }
      return fate;
    });
  }

  boolean isDead() {
    return bus.isDead();
  }

  /** Lets time pass for its timers. */
  void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    timer.fireDue();
  }

  /** Ends it; what it had not published by now it never will. */
  void kill() {
    bus.kill();
    kafka.close();
    store.forgetHeld();
  }
}
