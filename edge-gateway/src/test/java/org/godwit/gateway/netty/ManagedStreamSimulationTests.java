package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.Topics;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamCounts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of one managed stream in which everything happens in an order that a seed chooses, ended by
 * a cut, a release or the death of the gateway in any window; then the topic is read to its end as
 * an adopter would (docs/stream-lifecycle.md, sections 2 to 4). A failure names its seed.
 */
class ManagedStreamSimulationTests {
  private static final int SEEDS_PER_BLOCK = 120;
  private static final Pattern ACK = Pattern.compile("<a xmlns=\"urn:xmpp:sm:3\" h=\"(\\d+)\"/>");
  private static final Pattern BODY = Pattern.compile("<body>(\\d+)</body>");

  @TempDir static Path folder;

  private static TlsServer tls;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void nothingIsLostOrReturnedTwiceInAnyOrder(int block) {
    for (int i = 0; i < SEEDS_PER_BLOCK; i++) {
      new Run(block * SEEDS_PER_BLOCK + i).play();
    }
  }

  /** One run: the client's knowledge beside what is on the bus. */
  private static final class Run {
    private final int seed;
    private final Random random;
    private final ManagedScene scene;
    private final List<Integer> received = new ArrayList<>();
    private int sent;
    private int delivered;
    private long ackedByClient;
    private long ackedByServer;

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.scene = new ManagedScene(tls, seed);
    }

    void play() {
      int steps = 20 + random.nextInt(60);
      for (int i = 0; i < steps && scene.alice.channel.isOpen(); i++) {
        act();
        look();
      }
      boolean dies = random.nextInt(3) == 0;
      if (dies) {
        die();
      } else {
        end();
      }
      check(dies);
      scene.gateway.finish();
    }

    private void act() {
      switch (random.nextInt(10)) {
        case 0, 1 -> {
          String receipt = random.nextInt(4) == 0 ? "r" + delivered : null;
          scene.publish(
              ManagedScene.deliver(Integer.toString(delivered++), receipt, null, scene.stream));
        }
        case 2 -> {
          sent++;
          scene.alice.sendOnly(
              switch (random.nextInt(3)) {
                case 0 -> "<presence/>";
                case 1 -> "<message to='bob@localhost'/>";
                default -> "<message to='room@muc.localhost'/>";
              });
        }
        case 3 -> scene.alice.sendOnly("<r xmlns='urn:xmpp:sm:3'/>");
        case 4 -> {
          if (ackedByClient < received.size()) {
            ackedByClient += 1 + random.nextInt((int) (received.size() - ackedByClient));
            scene.alice.sendOnly(ManagedScene.ack(ackedByClient));
          }
        }
        case 5 -> scene.gateway.report();
        case 6 -> scene.gateway.retry();
        case 7 -> scene.gateway.runLoop();
        default -> {
          for (int i = random.nextInt(6); i > 0; i--) {
            scene.gateway.bus.step();
          }
          scene.gateway.runLoop();
        }
      }
    }

    private void look() {
      String wire = scene.alice.received();
      Matcher body = BODY.matcher(wire);
      while (body.find()) {
        received.add(Integer.parseInt(body.group(1)));
      }
      Matcher ack = ACK.matcher(wire);
      while (ack.find()) {
        ackedByServer = Long.parseLong(ack.group(1));
        assertThat(ackedByServer)
            .as("seed %d: what the owner knows", seed)
            .isLessThanOrEqualTo(counts().in());
        assertThat(ackedByServer)
            .as("seed %d: what is durable", seed)
            .isLessThanOrEqualTo(durable());
      }
    }

    /** How many of the client's stanzas are on the bus without a gap. */
    private long durable() {
      Set<Long> numbers = new HashSet<>();
      for (String topic : List.of(Topics.SESSION, Topics.MUC)) {
        for (InboundRecord record : scene.gateway.bus.records(topic)) {
          switch (record.message()) {
            case Sent message -> numbers.add(message.origin().n() - SmRules.FIRST_COUNTED);
            case Incoming(Origin origin, var _, var _) when origin != null ->
                numbers.add(origin.n() - SmRules.FIRST_COUNTED);
            default -> {
              // Not of a client.
            }
          }
        }
      }
      long run = 0;
      while (numbers.contains(run + 1)) {
        run++;
      }
      return run;
    }

    private List<InboundRecord> records() {
      return scene.gateway.bus.records(Topics.SESSION);
    }

    /** The last counts that the owner can know. */
    private StreamCounts counts() {
      StreamCounts counts = new StreamCounts(0, 0, -1);
      for (InboundRecord record : records()) {
        StreamCounts next =
            switch (record.message()) {
              case StreamProgress message -> message.counts();
              case StreamDetached message -> message.counts();
              case StreamReleased(var _, StreamCounts known, var _) when known != null -> known;
              default -> counts;
            };
        assertThat(next.in()).as("seed %d", seed).isGreaterThanOrEqualTo(counts.in());
        assertThat(next.out()).as("seed %d", seed).isGreaterThanOrEqualTo(counts.out());
        counts = next;
      }
      return counts;
    }

    private void end() {
      switch (random.nextInt(4)) {
        case 0 -> scene.alice.send(WireClient.END);
        case 1 -> scene.publish(new StreamRelease(scene.stream, "a-1"));
        default -> scene.alice.cut();
      }
      for (int i = random.nextInt(10); i > 0; i--) {
        scene.gateway.bus.step();
        scene.gateway.runLoop();
        if (random.nextInt(4) == 0) {
          scene.publish(
              ManagedScene.deliver(Integer.toString(delivered++), null, null, scene.stream));
        }
      }
      if (random.nextInt(3) == 0) {
        // The bus is away for a while, and comes back.
        scene.gateway.bus.refuse(Topics.SESSION::equals);
        scene.gateway.pump();
        scene.gateway.bus.refuse(_ -> false);
        scene.gateway.retry();
      }
      scene.gateway.pump();
      if (random.nextBoolean()) {
        scene.publish(new StreamRelease(scene.stream, "a-1"));
        scene.gateway.pump();
        assertThat(last()).as("seed %d", seed).isInstanceOf(StreamReleased.class);
      }
    }

    private BusMessage last() {
      return scene.gateway.owner.messages.getLast();
    }

    /** SIGKILL: nothing of the gateway goes on; another reads its topic from the last commit. */
    private void die() {
      if (random.nextBoolean()) {
        scene.alice.cut();
        for (int i = random.nextInt(10); i > 0; i--) {
          scene.gateway.bus.step();
          scene.gateway.runLoop();
        }
      }
      scene.gateway.bus.crash(scene.gateway.reading);
      scene.gateway.bus.loseUnpublished();
      scene.gateway.isDead = true;
      scene
          .gateway
          .bus
          .read(
              ManagedScene.TOPIC,
              ManagedScene.TOPIC,
              new DeliveryConsumer(
                  new StreamDirectory(),
                  DeliveryReports.ofDead(
                      GatewayFixture.GATEWAY,
                      new OwnerPublisher(scene.gateway.bus),
                      new GatewayMetrics(new SimpleMeterRegistry()))))
          .start();
      scene.publish(new GatewayBarrier(0, 99));
      scene.publish(new StreamRelease(scene.stream, "a-1"));
      scene.gateway.bus.runUntilIdle();
      assertThat(scene.gateway.owner.all(GatewayDrained.class)).as("seed %d", seed).hasSize(1);
      assertThat(scene.gateway.owner.all(StreamReleased.class)).as("seed %d", seed).isNotEmpty();
    }

    private void check(boolean died) {
      StreamCounts known = counts();
      Map<Long, Integer> returned = new HashMap<>();
      long lastReturned = -1;
      boolean isTold = false;
      for (InboundRecord record : records()) {
        if (record.message() instanceof Undelivered undelivered) {
          returned.merge(undelivered.gatewayOffset(), 1, Integer::sum);
          if (!died) {
            assertThat(undelivered.gatewayOffset())
                .as("seed %d: order", seed)
                .isGreaterThan(lastReturned);
          }
          lastReturned = undelivered.gatewayOffset();
        }
        isTold |=
            record.message() instanceof StreamDetached
                || record.message() instanceof StreamClosed
                || record.message() instanceof StreamReleased;
      }
      assertThat(isTold).as("seed %d", seed).isTrue();
      Set<String> receipts = new HashSet<>();
      scene.gateway.owner.all(Delivered.class).forEach(done -> receipts.add(done.receipt()));
      for (InboundRecord record : scene.gateway.bus.records(ManagedScene.TOPIC)) {
        if (record.message() instanceof Deliver deliver) {
          checkDelivery(deliver, record.offset(), known, returned, died);
          if (!died && record.offset() <= known.outOffset() && deliver.receipt() != null) {
            assertThat(receipts).as("seed %d", seed).contains(deliver.receipt());
          }
        }
      }
      checkWire(known);
      if (!died) {
        assertThat(scene.committed()).as("seed %d", seed).isEqualTo(scene.end());
      }
    }

    private void checkDelivery(
        Deliver deliver,
        long offset,
        StreamCounts known,
        Map<Long, Integer> returned,
        boolean died) {
      int times = returned.getOrDefault(offset, 0);
      if (offset > known.outOffset()) {
        assertThat(times).as("seed %d: %s at %d is lost", seed, deliver, offset).isPositive();
      }
      if (!died) {
        assertThat(times).as("seed %d: returned twice", seed).isLessThanOrEqualTo(1);
        assertThat(times > 0)
            .as("seed %d: returned though acknowledged", seed)
            .isEqualTo(offset > known.outOffset());
      }
    }

    /** The client got the stanzas in order, once, and the k-th of them was the k-th record. */
    private void checkWire(StreamCounts known) {
      for (int i = 0; i < received.size(); i++) {
        assertThat(received.get(i)).as("seed %d", seed).isEqualTo(i);
      }
      assertThat(known.out()).as("seed %d", seed).isLessThanOrEqualTo(ackedByClient);
      assertThat(known.in()).as("seed %d", seed).isBetween(ackedByServer, (long) sent);
      assertThat(known.in()).as("seed %d", seed).isLessThanOrEqualTo(durable());
    }
  }
}
