package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.godwit.bus.BusFullException;
import org.godwit.bus.KeyPartition;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StanzaBus} keeps: the in-memory one and the one on Kafka pass the same tests.
 */
public interface StanzaBusContract extends StateFlushContract, FollowContract {

  /** Unfinished records per partition at which {@link BusFixture#tightBus} pauses. */
  int TIGHT_UNFINISHED = 20;

  /** How many records {@link BusFixture#tightBus} hands over at once. */
  int TIGHT_BATCH = 5;

  /** The group of these tests, which have a topic each. */
  String GROUP = "contract";

  /** Returns the bus under test with what surrounds it. */
  @Override
  BusFixture fixture();

  /** Makes a message that carries {@code text}. */
  static Delivered message(String text) {
    return new Delivered(new StreamRef("gw-1", "s-1"), text);
  }

  /** Publishes these texts to partition 0 and waits until they are durable. */
  default void publishAll(String topic, String... texts) {
    PublishResults results = new PublishResults();
    for (String text : texts) {
      fixture().bus().publishTo(topic, 0, message(text), results);
    }
    fixture().await("records are durable", () -> results.durable() == texts.length);
  }

  /** Begins to read partition 0 with this owner. */
  default Subscription reading(String topic, RecordingOwner owner) {
    Subscription subscription = fixture().bus().read(topic, GROUP, owner);
    subscription.start();
    return subscription;
  }

  /** Returns a subscription to own {@code topic}, started. */
  default Subscription owning(String topic, OwnerFactory owners) {
    Subscription subscription =
        fixture().bus().own(new OwnedTopic(topic, GROUP, null, 1, owners::make));
    subscription.start();
    return subscription;
  }

  /** Makes owners. */
  @FunctionalInterface
  interface OwnerFactory {
    /** Makes the owner of a partition. */
    RecordingOwner make(int partition);
  }

  @Test
  default void recordsOfOneKeyKeepTheirOrder() {
    // Given
    String topic = fixture().newTopic(4);
    Map<Integer, RecordingOwner> owners = new ConcurrentHashMap<>();
    PublishResults results = new PublishResults();
    int perKey = 50;
    try (Subscription _ =
        owning(topic, p -> owners.computeIfAbsent(p, x -> new RecordingOwner()))) {
      // When
      for (int i = 0; i < perKey; i++) {
        for (String key : List.of("a@x", "b@x", "c@x", "d@x", "e@x")) {
          fixture().bus().publish(topic, key, message("" + i), results);
        }
      }
      fixture()
          .await(
              "all records are read",
              () ->
                  owners.values().stream()
                          .mapToLong(
                              o -> o.records().stream().map(r -> r.offset()).distinct().count())
                          .sum()
                      == 5L * perKey);
    }
    // Then: in order; a member that joins twice may read some again
    List<String> ascending = IntStream.range(0, perKey).mapToObj(i -> "" + i).toList();
    owners.forEach((partition, owner) ->
        owner
            .textsByKey()
            .forEach((key, texts) -> {
              assertThat(partition).isEqualTo(KeyPartition.of(key, 4));
              assertThat(texts.stream().distinct().toList()).isEqualTo(ascending);
            }));
    assertThat(results.durable()).isEqualTo(5 * perKey);
  }

  @Test
  default void restartRepeatsTheLowestUnfinishedRecordAndAllAfterIt() {
    // Given
    String topic = fixture().newTopic(1);
    publishAll(topic, "0", "1", "2", "3", "4");
    RecordingOwner first = RecordingOwner.holding();
    Subscription before = reading(topic, first);
    fixture().await("five records came", () -> first.records().size() == 5);
    for (long offset : List.of(4L, 0L, 2L, 1L)) {
      first.completion(offset).done();
    }
    before.close();
    // When
    RecordingOwner second = new RecordingOwner();
    try (Subscription _ = reading(topic, second)) {
      publishAll(topic, "marker");
      fixture().await("the marker came", () -> second.texts().contains("marker"));
    }
    // Then
    assertThat(second.texts()).containsExactly("3", "4", "marker");
  }

  @Test
  default void recordThatFinishesWhenNothingMoreComesIsCommitted() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner = RecordingOwner.holding();
    try (Subscription _ = reading(topic, owner)) {
      publishAll(topic, "0", "1");
      fixture().await("two records came", () -> owner.records().size() == 2);
      // When
      owner.completion(1).done();
      owner.completion(0).done();
      // Then
      fixture().await("offset 2 is committed", () -> fixture().committed(topic, GROUP, 0) == 2);
    }
  }

  @Test
  default void failedRecordBecomesADeadLetterAndThePartitionGoesOn() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner =
        new RecordingOwner((record, completion) -> {
          if (record.offset() == 1) {
            completion.failed(new IllegalStateException("no such room"));
          } else {
            completion.done();
          }
        });
    // When
    try (Subscription _ = reading(topic, owner)) {
      publishAll(topic, "0", "1", "2");
      fixture().await("all is committed", () -> fixture().committed(topic, GROUP, 0) == 3);
    }
    // Then
    assertThat(fixture().deadLetters(topic))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.offset()).isEqualTo(1);
          assertThat(letter.partition()).isZero();
          assertThat(letter.cause()).isEqualTo("java.lang.IllegalStateException");
          assertThat(letter.message()).isEqualTo("no such room");
        });
    assertThat(owner.texts()).containsExactly("0", "1", "2");
  }

  @Test
  default void recordWhoseHandlingThrowsIsTriedThreeTimes() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner =
        new RecordingOwner((record, completion) -> {
          if (record.offset() == 0) {
            throw new IllegalArgumentException("boom");
          }
          completion.done();
        });
    // When
    try (Subscription _ = reading(topic, owner)) {
      publishAll(topic, "0", "1");
      fixture().await("all is committed", () -> fixture().committed(topic, GROUP, 0) == 2);
    }
    // Then
    assertThat(owner.texts()).containsExactly("0", "0", "0", "1");
    assertThat(fixture().deadLetters(topic))
        .extracting(DeadLetterRecord::message)
        .containsExactly("boom");
  }

  @Test
  default void undecodableRecordBecomesADeadLetterWithItsBytes() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner = new RecordingOwner();
    fixture().appendPoison(topic, 0, "alice@x");
    // When
    try (Subscription _ = reading(topic, owner)) {
      publishAll(topic, "good");
      fixture().await("all is committed", () -> fixture().committed(topic, GROUP, 0) == 2);
    }
    // Then
    assertThat(owner.texts()).containsExactly("good");
    assertThat(fixture().deadLetters(topic))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).isEqualTo("alice@x");
          assertThat(letter.value()).isEqualTo("poison".getBytes(StandardCharsets.UTF_8));
          assertThat(letter.cause()).endsWith("EnvelopeException");
        });
  }

  @Test
  default void completionCalledTwiceCountsOnce() {
    // Given
    String topic = fixture().newTopic(1);
    publishAll(topic, "0", "1", "2");
    RecordingOwner first = RecordingOwner.holding();
    Subscription before = reading(topic, first);
    fixture().await("three records came", () -> first.records().size() == 3);
    // When
    first.completion(0).done();
    first.completion(0).done();
    first.completion(0).failed(new IllegalStateException("too late"));
    before.close();
    // Then
    assertThat(fixture().committed(topic, GROUP, 0)).isEqualTo(1);
    assertThat(fixture().deadLetters(topic)).isEmpty();
  }

  @Test
  default void completionMayComeFromAnotherThread() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner =
        new RecordingOwner((record, completion) -> Thread.ofVirtual().start(completion::done));
    // When
    try (Subscription _ = reading(topic, owner)) {
      publishAll(topic, IntStream.range(0, 100).mapToObj(i -> "" + i).toArray(String[]::new));
      // Then
      fixture().await("all is committed", () -> fixture().committed(topic, GROUP, 0) == 100);
    }
  }

  @Test
  default void stateIsRestoredBeforeTheFirstRecordAndTombstonesAreGone() {
    // Given
    String topic = fixture().newTopic(2);
    String stateTopic = fixture().newTopic(2);
    PublishResults results = new PublishResults();
    StanzaBus bus = fixture().bus();
    bus.publishState(stateTopic, 1, "a@x", utf8("old"), results);
    bus.publishState(stateTopic, 1, "b@x", utf8("gone"), results);
    bus.publishState(stateTopic, 1, "a@x", utf8("new"), results);
    bus.publishState(stateTopic, 1, "b@x", null, results);
    bus.publishState(stateTopic, 0, "c@x", utf8("other"), results);
    bus.publishTo(topic, 1, message("first"), results);
    fixture().await("all is durable", () -> results.durable() == 6);
    RecordingOwner zero = new RecordingOwner();
    RecordingOwner one = new RecordingOwner();
    // When
    Subscription subscription =
        bus.own(new OwnedTopic(topic, GROUP, stateTopic, 1, p -> p == 0 ? zero : one));
    subscription.start();
    fixture().await("the record came", () -> one.calls().contains("batch end"));
    assertThat(subscription.isReady()).isTrue();
    subscription.close();
    // Then
    assertThat(one.calls()).containsExactly("state a@x=new", "record first", "batch end", "close");
    assertThat(zero.calls()).containsExactly("state c@x=other", "close");
  }

  @Test
  default void twoMembersShareThePartitionsAndHandThemOver() {
    // Given
    String topic = fixture().newTopic(4);
    List<RecordingOwner> all = new CopyOnWriteArrayList<>();
    AtomicInteger ofFirst = new AtomicInteger();
    AtomicInteger ofSecond = new AtomicInteger();
    Subscription first = owning(topic, p -> counted(all, ofFirst));
    fixture().await("the first owns all", () -> ofFirst.get() == 4);
    publishToAll(topic, "one");
    fixture().await("all four are read", () -> texts(all).size() == 4);
    // When
    Subscription second = owning(topic, p -> counted(all, ofSecond));
    fixture().await("the second owns two", () -> ofSecond.get() == 2);
    publishToAll(topic, "two");
    fixture().await("each is read once more", () -> texts(all).size() == 8);
    first.close();
    fixture().await("the second owns all", () -> ofSecond.get() == 4);
    publishToAll(topic, "three");
    fixture().await("each is read once more", () -> texts(all).size() == 12);
    second.close();
    // Then
    assertThat(texts(all)).hasSize(12);
    assertThat(all)
        .allSatisfy(owner -> assertThat(owner.calls()).endsWith("close"))
        .allSatisfy(owner -> assertThat(owner.calls()).containsOnlyOnce("close"));
    for (int partition = 0; partition < 4; partition++) {
      assertThat(fixture().committed(topic, GROUP, partition)).isEqualTo(3);
    }
  }

  @Test
  default void publishToReachesThePartition() {
    // Given
    String topic = fixture().newTopic(4);
    Map<Integer, RecordingOwner> owners = new ConcurrentHashMap<>();
    // When
    try (Subscription _ =
        owning(topic, p -> owners.computeIfAbsent(p, x -> new RecordingOwner()))) {
      publishToAll(topic, "to ");
      fixture()
          .await(
              "each partition has one",
              () ->
                  owners.size() == 4
                      && owners.values().stream().allMatch(o -> o.records().size() == 1));
    }
    // Then
    owners.forEach(
        (partition, owner) -> assertThat(owner.texts()).containsExactly("to " + partition));
    assertThat(fixture().bus().partitions(topic)).isEqualTo(4);
  }

  @Test
  default void oneRecordIsForManyStreamsAndItsStanzaIsUnchanged() {
    // Given
    String topic =
        fixture().bus().createGatewayTopic(fixture().newTopic(1).replaceAll("[^a-z0-9]", ""));
    byte[] stanza =
        utf8("<message xmlns=\"jabber:client\" to=\"b@x\"><body>\u00e4\u20ac</body></message>");
    Jid from = Jid.of("a@x/1");
    Jid to = Jid.of("b@x");
    StanzaHead head = new StanzaHead(StanzaType.CHAT, "id-1", from, to, 0);
    RecordingOwner owner = new RecordingOwner();
    PublishResults results = new PublishResults();
    // When
    try (Subscription _ = reading(topic, owner)) {
      fixture()
          .bus()
          .publish(topic, "", new Deliver(List.of("s1", "s2", "s3"), head, stanza, "r"), results);
      fixture().await("the record came", () -> owner.records().size() == 1);
    }
    // Then
    assertThat(owner.records().getFirst().key()).isEmpty();
    assertThat(owner.records().getFirst().message())
        .isInstanceOfSatisfying(
            Deliver.class,
            deliver -> {
              assertThat(deliver.streams()).containsExactly("s1", "s2", "s3");
              assertThat(deliver.head()).isEqualTo(head);
              assertThat(deliver.stanza()).isEqualTo(stanza);
              assertThat(deliver.receipt()).isEqualTo("r");
            });
  }

  @Test
  default void gatewayTopicIsCreatedOnceAndTakesRecordsAtOnce() {
    // Given
    String id = fixture().newTopic(1).replaceAll("[^a-z0-9]", "") + "-again";
    // When
    String first = fixture().bus().createGatewayTopic(id);
    publishAll(first, "0");
    String second = fixture().bus().createGatewayTopic(id);
    // Then
    assertThat(first).isEqualTo("gateway." + id).isEqualTo(second);
    assertThat(fixture().bus().partitions(first)).isEqualTo(1);
  }

  @Test
  default void recordsToATopicNotUsedBeforeKeepTheirOrder() {
    // Given
    String topic = fixture().newTopic(1);
    RecordingOwner owner = new RecordingOwner();
    List<String> texts = IntStream.range(0, 500).mapToObj(i -> "" + i).toList();
    PublishResults results = new PublishResults();
    // When
    texts.forEach(text -> fixture().bus().publish(topic, "a@x", message(text), results));
    // Then
    try (Subscription _ = reading(topic, owner)) {
      fixture().await("all came", () -> owner.records().size() == 500);
    }
    assertThat(owner.texts()).isEqualTo(texts);
  }

  @Test
  default void publishingSaturatesFailsPastTheHardLimitAndDrains() {
    // Given
    String topic = fixture().newTopic(1);
    StanzaBus bus = fixture().tightBus();
    assertThat(bus.partitions(topic)).isEqualTo(1);
    AtomicInteger drained = new AtomicInteger();
    bus.onDrained(drained::incrementAndGet);
    PublishResults results = new PublishResults();
    // When
    boolean saturatedBefore = bus.isSaturated();
    for (int i = 0; i < 300; i++) {
      bus.publishTo(topic, 0, message("0123456789".repeat(10)), results);
    }
    boolean saturatedAfter = bus.isSaturated();
    fixture().await("all are settled", () -> results.settled() == 300 && drained.get() > 0);
    // Then
    assertThat(saturatedBefore).isFalse();
    assertThat(saturatedAfter).isTrue();
    assertThat(bus.isSaturated()).isFalse();
    assertThat(results.durable()).isPositive();
    assertThat(results.failures()).isNotEmpty().allMatch(BusFullException.class::isInstance);
    assertThat(drained.get()).isEqualTo(1);
  }

  @Test
  default void partitionWithTooMuchUnfinishedPausesAndGoesOn() {
    // Given
    String topic = fixture().newTopic(1);
    int count = 10 * TIGHT_UNFINISHED;
    StanzaBus bus = fixture().tightBus();
    PublishResults results = new PublishResults();
    for (int i = 1; i <= count; i++) {
      bus.publishTo(topic, 0, message("" + i), results);
      int sent = i;
      if (i % TIGHT_UNFINISHED == 0) {
        fixture().await("records are durable", () -> results.durable() == sent);
      }
    }
    RecordingOwner owner = RecordingOwner.holding();
    List<Integer> ahead = new ArrayList<>();
    // When
    try (Subscription subscription = bus.read(topic, GROUP, owner)) {
      subscription.start();
      for (long offset = 0; offset < count; offset++) {
        long next = offset;
        fixture().await("record " + next + " came", () -> owner.records().size() > next);
        ahead.add(owner.records().size() - (int) next);
        owner.completion(next).done();
      }
      fixture().await("all is committed", () -> fixture().committed(topic, GROUP, 0) == count);
    }
    // Then
    assertThat(ahead).allMatch(n -> n <= TIGHT_UNFINISHED + TIGHT_BATCH);
  }

  private static RecordingOwner counted(List<RecordingOwner> all, AtomicInteger live) {
    live.incrementAndGet();
    RecordingOwner owner = new RecordingOwner();
    all.add(owner);
    return owner;
  }

  private static List<String> texts(List<RecordingOwner> owners) {
    return owners.stream().flatMap(owner -> owner.texts().stream()).toList();
  }

  private void publishToAll(String topic, String text) {
    PublishResults results = new PublishResults();
    int count = fixture().bus().partitions(topic);
    for (int partition = 0; partition < count; partition++) {
      fixture().bus().publishTo(topic, partition, message(text + partition), results);
    }
    fixture().await("records are durable", () -> results.durable() == count);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
