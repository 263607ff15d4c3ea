package org.godwit.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.ReadLimits;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.XmppProperties;
import org.godwit.bus.kafka.BusConfiguration;
import org.godwit.bus.kafka.BusProperties;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.testkit.PublishResults;
import org.godwit.testkit.RecordingOwner;
import org.godwit.testkit.StanzaBusContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** What the contract cannot ask: start, wiring, metrics, broker trouble. */
class KafkaStanzaBusTests {

  private static KafkaFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new KafkaFixture("classic");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void topicWithAnotherPartitionCountRefusesTheStartInOneSentence() {
    assertThatThrownBy(() -> fixture.open(Map.of("xmpp.bus.partitions", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 4 partitions, but xmpp.bus.partitions asks for 5");
  }

  @Test
  void brokerOutOfReachRefusesTheStartWithItsAddress() {
    // Given
    KafkaProperties kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of("127.0.0.1:1"));
    BusProperties properties = TestBroker.bind(Map.of("xmpp.bus.start-timeout", "300ms"));
    // When / Then
    assertThatThrownBy(() -> KafkaStanzaBus.open(kafka, properties, fixture.meters()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("spring.kafka.bootstrap-servers=127.0.0.1:1 did not answer");
  }

  @Test
  void configurationMakesTheBusFromSpringsProperties() {
    // Given
    var application =
        new SpringApplicationBuilder(BusConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "spring.kafka.bootstrap-servers", fixture.bootstrapServers(),
                    "spring.main.banner-mode", "off",
                    "spring.jmx.enabled", "false",
                    "xmpp.bus.partitions", "4",
                    "xmpp.domains", "a.example"));
    PublishResults results = new PublishResults();
    RecordingOwner owner = RecordingOwner.holding();
    // When
    try (ConfigurableApplicationContext context = application.run()) {
      StanzaBus bus = context.getBean(StanzaBus.class);
      String topic = bus.createGatewayTopic("wired");
      Subscription left = bus.read(topic, "wired", owner);
      left.start();
      bus.publish(topic, "", StanzaBusContract.message("hello"), results);
      fixture.await("the record came", () -> owner.records().size() == 1);
      owner.completion(0).done();
      assertThat(context.getBean(XmppProperties.class).domains()).containsExactly("a.example");
      assertThat(bus.partitions(Topics.SESSION)).isEqualTo(4);
    }
    // Then
    assertThat(owner.texts()).containsExactly("hello");
    assertThat(owner.calls()).endsWith("close");
    assertThat(fixture.committed("gateway.wired", "wired", 0)).isEqualTo(1);
  }

  /**
   * A broker that does not lead a new partition yet refuses its first batch. Were a later batch
   * under way beside it and taken, the first would stand behind a higher sequence number and be
   * refused for good.
   */
  @Test
  void partitionsThatAreNotLedYetTakeAllTheirRecords() {
    // Given: so many partitions that the broker tells of them before it leads them all
    String topic = fixture.newTopic(60);
    PublishResults results = new PublishResults();
    // When
    for (int i = 0; i < 6_000; i++) {
      fixture.bus().publish(topic, "k" + i % 100, StanzaBusContract.message("" + i), results);
    }
    // Then
    fixture.await("all records are durable", () -> results.durable() == 6_000);
  }

  @Test
  void recordToAnUnknownTopicFailsWithoutBlockingItsPublisher() {
    // Given
    PublishResults results = new PublishResults();
    try (KafkaStanzaBus bus =
        fixture.open(Map.of("xmpp.bus.partitions", "4", "xmpp.bus.start-timeout", "1500ms"))) {
      // When
      bus.publish("no-such-topic", "k", StanzaBusContract.message("0"), results);
      int settledAtOnce = results.settled();
      fixture.await("the record failed", () -> results.settled() == 1);
      // Then
      assertThat(settledAtOnce).isZero();
      assertThat(results.failures().getFirst()).hasMessageContaining("'no-such-topic' is unknown");
    }
  }

  @Test
  void recordLargerThanAllowedFailsAtOnce() {
    // Given
    PublishResults results = new PublishResults();
    // When
    fixture
        .bus()
        .publish(Topics.SESSION, "k", StanzaBusContract.message("x".repeat(2_000_000)), results);
    // Then
    assertThat(results.failures().getFirst()).hasMessageContaining("xmpp.bus.max-record is");
  }

  @Test
  void closedBusFailsRecordsAndClosesItsSubscriptions() {
    // Given
    String topic = fixture.newTopic(1);
    RecordingOwner owner = new RecordingOwner();
    PublishResults results = new PublishResults();
    KafkaStanzaBus bus = fixture.open(Map.of("xmpp.bus.partitions", "4"));
    Subscription subscription = bus.read(topic, "g", owner);
    subscription.start();
    fixture.await("it is ready", subscription::isReady);
    // When
    bus.close();
    bus.close();
    bus.publish(topic, "k", StanzaBusContract.message("0"), results);
    // Then
    assertThat(owner.calls()).containsExactly("close");
    assertThat(results.failures().getFirst()).hasMessage("the bus is closed");
  }

  @Test
  void membersOfAClassicGroupHandOver() {
    // Given
    String topic = fixture.newTopic(4);
    List<RecordingOwner> first = new CopyOnWriteArrayList<>();
    List<RecordingOwner> second = new CopyOnWriteArrayList<>();
    Subscription one = fixture.bus().own(new OwnedTopic(topic, "g", null, 1, p -> noted(first)));
    Subscription two = fixture.bus().own(new OwnedTopic(topic, "g", null, 1, p -> noted(second)));
    one.start();
    fixture.await("the first owns all", () -> first.size() == 4);
    // When
    two.start();
    fixture.await("the second owns two", () -> second.size() == 2);
    one.close();
    fixture.await("the second owns all", () -> second.size() == 4);
    two.close();
    // Then
    assertThat(first).allSatisfy(owner -> assertThat(owner.calls()).containsExactly("close"));
    assertThat(second).allSatisfy(owner -> assertThat(owner.calls()).containsExactly("close"));
  }

  @Test
  void consumerWhoseOwnerFailsToStartBeginsAnewAndLosesNothing() {
    // Given
    String topic = fixture.newTopic(1);
    List<RecordingOwner> owners = new CopyOnWriteArrayList<>();
    PublishResults results = new PublishResults();
    int[] starts = {0};
    Subscription subscription =
        fixture
            .bus()
            .own(
                new OwnedTopic(
                    topic,
                    "g",
                    null,
                    1,
                    p -> {
                      if (starts[0]++ == 0) {
                        throw new IllegalStateException("not yet");
                      }
                      return noted(owners);
                    }));
    fixture.bus().publishTo(topic, 0, StanzaBusContract.message("0"), results);
    // When
    subscription.start();
    fixture.await(
        "the record came", () -> !owners.isEmpty() && owners.getFirst().records().size() == 1);
    subscription.close();
    // Then
    assertThat(fixture.committed(topic, "g", 0)).isEqualTo(1);
  }

  @Test
  void batchEndThatThrowsRepeatsTheBatchWithANewOwner() {
    // Given
    String topic = fixture.newTopic(1);
    PublishResults results = new PublishResults();
    List<RecordingOwner> owners = new CopyOnWriteArrayList<>();
    Subscription subscription =
        fixture
            .bus()
            .own(
                new OwnedTopic(
                    topic,
                    "g",
                    null,
                    1,
                    p -> {
                      RecordingOwner owner = noted(owners);
                      return owners.size() > 1 ? owner : new FailingFlush(owner);
                    }));
    fixture.bus().publishTo(topic, 0, StanzaBusContract.message("0"), results);
    // When
    subscription.start();
    fixture.await("offset 1 is committed", () -> fixture.committed(topic, "g", 0) == 1);
    subscription.close();
    // Then
    assertThat(owners).hasSize(2);
    assertThat(owners.getFirst().calls()).containsExactly("record 0", "close");
    assertThat(owners.get(1).calls()).containsExactly("record 0", "batch end", "close");
  }

  @Test
  void memberThatStoodStillInTheMiddleOfABatchHandsOverNothingMoreAndStartsAnew() {
    // Given
    String topic = fixture.newTopic(1);
    PublishResults results = new PublishResults();
    for (String text : List.of("0", "1", "2")) {
      fixture.bus().publishTo(topic, 0, StanzaBusContract.message(text), results);
    }
    fixture.await("three are durable", () -> results.durable() == 3);
    List<RecordingOwner> owners = new CopyOnWriteArrayList<>();
    AtomicBoolean stopped = new AtomicBoolean();
    double before = fixture.meters().get("xmpp.bus.fenced").counter().count();
    try (KafkaStanzaBus bus =
        fixture.open(Map.of("xmpp.bus.partitions", "4", "xmpp.bus.consume.fence-after", "400ms"))) {
      Subscription subscription =
          bus.own(
              new OwnedTopic(
                  topic,
                  "g",
                  null,
                  1,
                  p -> {
                    RecordingOwner owner =
                        new RecordingOwner((record, completion) -> {
                          completion.done();
                          if (stopped.compareAndSet(false, true)) {
                            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                          }
                        });
                    owners.add(owner);
                    return owner;
                  }));
      // When
      subscription.start();
      fixture.await("all is committed", () -> fixture.committed(topic, "g", 0) == 3);
    }
    // Then
    assertThat(owners.getFirst().calls()).containsExactly("record 0", "close");
    assertThat(owners.getLast().texts()).containsExactly("0", "1", "2");
    assertThat(fixture.meters().get("xmpp.bus.fenced").counter().count()).isGreaterThan(before);
  }

  @Test
  void subscriptionWithItsOwnWindowPausesThere() {
    // Given
    String topic = fixture.newTopic(1);
    PublishResults results = new PublishResults();
    RecordingOwner owner = RecordingOwner.holding();
    OwnedTopic spec =
        new OwnedTopic(topic, "g", null, 1, p -> owner)
            .withLimits(new ReadLimits(Duration.ofMillis(10), 1));
    try (KafkaStanzaBus bus =
            fixture.open(
                Map.of("xmpp.bus.partitions", "4", "xmpp.bus.consume.max-poll-records", "1"));
        Subscription subscription = bus.own(spec)) {
      for (int i = 0; i < 5; i++) {
        bus.publishTo(topic, 0, StanzaBusContract.message("" + i), results);
      }
      fixture.await("all are durable", () -> results.durable() == 5);
      // When
      subscription.start();
      for (long offset = 0; offset < 5; offset++) {
        long next = offset;
        fixture.await("record " + next + " came", () -> owner.records().size() > next);
        int ahead = owner.records().size() - (int) next;
        owner.completion(next).done();
        // Then
        assertThat(ahead).isEqualTo(1);
      }
    }
  }

  @Test
  void metricsTellOfDeadLettersAndLatency() {
    // Given
    String topic = fixture.newTopic(1);
    fixture.appendPoison(topic, 0, "k");
    // When
    try (Subscription subscription = fixture.bus().read(topic, "g", new RecordingOwner())) {
      subscription.start();
      fixture.await("offset 1 is committed", () -> fixture.committed(topic, "g", 0) == 1);
    }
    // Then
    var meters = fixture.meters();
    assertThat(meters.get("xmpp.bus.dead.letters").tag("topic", topic).counter().count())
        .isEqualTo(1);
    assertThat(meters.get("xmpp.bus.publish").timer().count()).isPositive();
    assertThat(meters.get("xmpp.bus.inflight").gauge().value()).isNotNegative();
    assertThat(meters.get("xmpp.bus.unfinished").gauge().value()).isNotNegative();
    assertThat(meters.get("xmpp.bus.paused").gauge().value()).isNotNegative();
    assertThat(meters.get("xmpp.bus.saturated").functionCounter().count()).isNotNegative();
  }

  @Test
  void closeWithAnEffectThatNeverEndsWaitsForTheDrainTimeoutOnly() {
    // Given
    String topic = fixture.newTopic(1);
    PublishResults results = new PublishResults();
    RecordingOwner owner = RecordingOwner.holding();
    Subscription subscription = fixture.bus().read(topic, "g", owner);
    subscription.start();
    fixture.bus().publishTo(topic, 0, StanzaBusContract.message("0"), results);
    fixture.await("the record came", () -> owner.records().size() == 1);
    // When
    long before = System.nanoTime();
    subscription.close();
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    // Then
    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(fixture.committed(topic, "g", 0)).isEqualTo(-1);
  }

  private static RecordingOwner noted(List<RecordingOwner> owners) {
    RecordingOwner owner = new RecordingOwner();
    owners.add(owner);
    return owner;
  }

  /** Finishes nothing before its flush, which fails. */
  private record FailingFlush(RecordingOwner inner) implements PartitionOwner {

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      inner.onRecord(
          record,
          new Completion() {
            @Override
            public void done() {}

            @Override
            public void failed(Throwable cause) {}
          });
    }

    @Override
    public void onBatchEnd() {
      throw new IllegalStateException("flush failed");
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
