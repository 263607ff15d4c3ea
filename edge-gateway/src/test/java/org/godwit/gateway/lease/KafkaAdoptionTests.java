package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.testkit.MortalBus;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.MortalBus.Output;
import org.godwit.testkit.kafka.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link AdoptionTests} does on the in-memory bus, on a real broker and with real time: a
 * gateway is dead, its adopter's process ends right before one of its outputs, with all before it
 * published and nothing after it, and a third gateway goes on.
 */
class KafkaAdoptionTests {

  private static final Duration RENEW = Duration.ofMillis(200);
  private static final Duration EXPIRY = Duration.ofSeconds(2);
  private static final List<String> SENT = List.of("one", "two", "three");
  private static TestBroker broker;

  @BeforeAll
  static void open() {
    broker = TestBroker.start();
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  /**
   * A gateway's process, which ends before the output of a given number; renewals are not counted.
   */
  private static final class KafkaGateway {

    private final KafkaStanzaBus kafka = broker.bus();
    private final MortalBus bus = MortalBus.on(kafka);
    private final GatewayLeases leases;

    KafkaGateway(String id, int outputs) {
      Function<Output, Fate> counted = MortalBus.diesAfterOutputs(outputs);
      bus.destine(output -> output.key().equals(id) ? Fate.ARRIVES : counted.apply(output));
      bus.createGatewayTopic(id);
      GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
      leases =
          new GatewayLeases(
              new LeaseProperties(true, RENEW, EXPIRY, EXPIRY),
              new GatewayStarted(id, 100),
              bus,
              dead ->
                  new DeliveryConsumer(
                      new StreamDirectory(),
                      DeliveryReports.ofDead(dead, new OwnerPublisher(bus), metrics)),
              new LeaseEnvironment(
                  System::nanoTime,
                  Thread::startVirtualThread,
                  reason -> {},
                  new SimpleMeterRegistry()));
      leases.take(Duration.ofSeconds(30));
    }

    boolean isDead() {
      return bus.isDead();
    }

    void kill() {
      bus.kill();
      leases.close();
      kafka.close();
    }
  }

  /** Answers barriers as session-service does, and notes what comes back. */
  private static final class Owner implements PartitionOwner {
    private final StanzaBus bus;
    private final int partition;
    private final List<String> returned;
    private final List<String> drained;

    Owner(StanzaBus bus, int partition, List<String> returned, List<String> drained) {
      this.bus = bus;
      this.partition = partition;
      this.returned = returned;
      this.drained = drained;
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      switch (record.message()) {
        case GatewayStarted started ->
            bus.publishTo(
                Topics.gateway(started.gateway()),
                0,
                new GatewayBarrier(partition, started.epoch()),
                PublishCallback.IGNORED);
        case Undelivered undelivered -> returned.add(String.valueOf(undelivered.head().id()));
        case BusMessage.GatewayDrained done -> drained.add(done.gateway());
        default -> {
          // Nothing else is sent here.
        }
      }
      completion.done();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void adopterThatDiesBeforeAnOutputLosesNothing(int outputs) {
    // Given
    String dead = "a" + outputs;
    String adopter = "b" + outputs;
    String next = "c" + outputs;
    List<String> returned = new CopyOnWriteArrayList<>();
    List<String> drained = new CopyOnWriteArrayList<>();
    Map<String, String> leases = new ConcurrentHashMap<>();
    try (KafkaStanzaBus outside = broker.bus();
        Subscription owner =
            outside.own(
                new OwnedTopic(
                    Topics.SESSION,
                    "session-service",
                    null,
                    1,
                    partition -> new Owner(outside, partition, returned, drained)));
        Subscription follower =
            outside.follow(
                Topics.GATEWAYS,
                (id, value) -> {
                  if (value != null) {
                    leases.put(id, new String(value, StandardCharsets.UTF_8));
                  }
                })) {
      owner.start();
      follower.start();
      KafkaGateway first = new KafkaGateway(dead, 0);
      SENT.forEach(id -> deliver(outside, dead, id));

      // When
      KafkaGateway second = new KafkaGateway(adopter, outputs);
      first.kill();
      await(second::isDead);
      second.kill();
      KafkaGateway third = new KafkaGateway(next, Integer.MAX_VALUE);
      await(() -> leases.getOrDefault(dead, "").contains("gone"));
      await(() -> leases.getOrDefault(adopter, "").contains("gone"));
      third.leases.close();
      third.kill();
    }

    // Then: what was returned before the end may be returned again, and has the same source
    assertThat(returned.stream().distinct()).containsExactlyElementsOf(SENT);
    assertThat(drained).contains(dead, adopter);
    assertThat(leases.get(dead)).endsWith(" gone " + next);
  }

  private static void deliver(StanzaBus bus, String gateway, String id) {
    StanzaHead head = new StanzaHead(StanzaType.CHAT, id, Jid.of("a@x/1"), Jid.of("b@x"), 0);
    byte[] stanza = "<message xmlns='jabber:client'/>".getBytes(StandardCharsets.UTF_8);
    bus.publish(
        Topics.gateway(gateway),
        "",
        new Deliver(List.of("1-" + gateway), head, stanza, null),
        PublishCallback.IGNORED);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(condition);
  }
}
