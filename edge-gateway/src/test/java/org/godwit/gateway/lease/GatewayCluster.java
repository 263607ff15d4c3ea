package org.godwit.gateway.lease;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.InMemoryBusSettings;
import org.godwit.testkit.ManualClock;

/** Gateways, the bus, and owners that answer barriers and note what comes back. */
final class GatewayCluster {

  static final int PARTITIONS = 3;
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Jid TO = Jid.of("b@x");

  final ManualClock clock = new ManualClock();
  final InMemoryBus bus;
  final List<GatewayProcess> gateways = new ArrayList<>();

  /** Ids of stanzas that came back, in order. */
  final List<String> returned = new ArrayList<>();

  /** Each {@code partition gateway epoch} that was drained, in order. */
  final List<String> drained = new ArrayList<>();

  /** Whether owners answer; what they owe is answered when they do again. */
  private boolean answering = true;

  private final List<Runnable> owed = new ArrayList<>();

  GatewayCluster() {
    this(InMemoryBusSettings.DEFAULT);
  }

  GatewayCluster(InMemoryBusSettings settings) {
    bus = new InMemoryBus(settings.withClock(clock).withPartitions(PARTITIONS));
    bus.own(new OwnedTopic(Topics.SESSION, "session-service", null, 1, Owner::new)).start();
  }

  GatewayProcess start(String id, long epoch) {
    GatewayProcess gateway = new GatewayProcess(bus, clock, id, epoch);
    gateways.add(gateway);
    settle();
    return gateway;
  }

  void answering(boolean value) {
    answering = value;
    if (value) {
      owed.forEach(Runnable::run);
      owed.clear();
    }
    pump();
  }

  /** Sends a stanza with this id to a stream of a gateway. */
  void deliver(String gateway, String stanzaId) {
    StanzaHead head = new StanzaHead(StanzaType.CHAT, stanzaId, Jid.of("a@x/1"), TO, 0);
    byte[] stanza = "<message xmlns='jabber:client'/>".getBytes(StandardCharsets.UTF_8);
    bus.publish(
        Topics.gateway(gateway),
        "",
        new Deliver(List.of("1-" + gateway), head, stanza, null),
        PublishCallback.IGNORED);
    pump();
  }

  /** Lets time pass, half a second at a time. */
  void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(STEP)) {
      clock.advance(STEP);
      settle();
    }
  }

  /** Lets everybody act without time passing. */
  void settle() {
    gateways.forEach(GatewayProcess::tick);
    pump();
  }

  void pump() {
    boolean again = true;
    while (again) {
      again = bus.runUntilIdle() > 0;
      for (GatewayProcess gateway : gateways) {
        again |= gateway.runTasks();
      }
    }
  }

  /** Returns what topic {@code gateways} says in the end, as text by id. */
  Map<String, String> leases() {
    Map<String, String> texts = new TreeMap<>();
    bus.state(Topics.GATEWAYS)
        .forEach((id, bytes) -> texts.put(id, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  private final class Owner implements PartitionOwner {
    private final int partition;

    Owner(int partition) {
      this.partition = partition;
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      switch (record.message()) {
        case GatewayStarted started -> {
          Runnable answer =
              () ->
                  bus.publishTo(
                      Topics.gateway(started.gateway()),
                      0,
                      new GatewayBarrier(partition, started.epoch()),
                      PublishCallback.IGNORED);
          if (answering) {
            answer.run();
          } else {
            owed.add(answer);
          }
        }
        case Undelivered undelivered -> returned.add(String.valueOf(undelivered.head().id()));
        case GatewayDrained done ->
            drained.add(partition + " " + done.gateway() + ' ' + done.epoch());
        default -> throw new IllegalStateException("unexpected " + record.message());
      }
      completion.done();
    }
  }
}
