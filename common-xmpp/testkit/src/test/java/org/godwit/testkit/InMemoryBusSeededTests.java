package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the in-memory bus can do: crash, lose, refuse, and repeat a run by its seed. */
class InMemoryBusSeededTests {

  private static final List<String> KEYS = List.of("a@x", "b@x", "c@x", "d@x", "e@x");

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostAndOrderHoldsWhenMembersCrash(int seed) {
    // Given
    InMemoryBus bus = new InMemoryBus(InMemoryBusSettings.DEFAULT.withSeed(seed));
    Map<String, List<Integer>> seen = new LinkedHashMap<>();
    Subscription member = member(bus, seen);
    int perKey = 20;
    // When
    for (int n = 0; n < perKey; n++) {
      for (String key : KEYS) {
        bus.publish(
            Topics.SESSION, key, StanzaBusContract.message("" + n), PublishCallback.IGNORED);
      }
      for (int step = 0; step < 4; step++) {
        bus.step();
      }
      if (n % 7 == 3) {
        bus.crash(member);
        member = member(bus, seen);
      }
    }
    bus.runUntilIdle();
    // Then
    for (String key : KEYS) {
      List<Integer> firstSeen = seen.getOrDefault(key, List.of()).stream().distinct().toList();
      assertThat(firstSeen)
          .as("key %s, seed %d", key, seed)
          .isEqualTo(IntStream.range(0, perKey).boxed().toList());
    }
  }

  @Test
  void sameSeedGivesTheSameRunAndAnotherSeedAnother() {
    assertThat(run(1)).isEqualTo(run(1));
    assertThat(List.of(run(2), run(3), run(4))).anyMatch(other -> !other.equals(run(1)));
  }

  @Test
  void crashRepeatsFromTheCommittedOffsetWithoutClosingTheOwner() {
    // Given
    InMemoryBus bus = new InMemoryBus();
    bus.createTopic("one", 1);
    RecordingOwner first = RecordingOwner.holding();
    Subscription before = bus.read("one", "g", first);
    before.start();
    for (String text : List.of("0", "1", "2")) {
      bus.publishTo("one", 0, StanzaBusContract.message(text), PublishCallback.IGNORED);
    }
    bus.runUntilIdle();
    first.completion(0).done();
    bus.runUntilIdle();
    first.completion(1).done();
    // When
    bus.crash(before);
    first.completion(2).done();
    RecordingOwner second = new RecordingOwner();
    bus.read("one", "g", second).start();
    bus.runUntilIdle();
    // Then
    assertThat(first.calls()).doesNotContain("close");
    assertThat(second.texts()).containsExactly("1", "2");
  }

  @Test
  void unpublishedRecordsAreLostWithoutACallback() {
    // Given
    InMemoryBus bus = new InMemoryBus();
    PublishResults results = new PublishResults();
    bus.publish(Topics.MUC, "r@muc.x", StanzaBusContract.message("0"), results);
    // When
    int lost = bus.loseUnpublished();
    bus.runUntilIdle();
    // Then
    assertThat(lost).isEqualTo(1);
    assertThat(results.settled()).isZero();
    assertThat(bus.records(Topics.MUC)).isEmpty();
  }

  @Test
  void refusedTopicFailsAndUnknownTopicFails() {
    // Given
    InMemoryBus bus = new InMemoryBus();
    PublishResults results = new PublishResults();
    bus.refuse(Topics.MUC::equals);
    // When
    bus.publish(Topics.MUC, "r@muc.x", StanzaBusContract.message("0"), results);
    bus.publish("no-such-topic", "k", StanzaBusContract.message("0"), results);
    bus.runUntilIdle();
    // Then
    assertThat(results.failures())
        .extracting(Throwable::getMessage)
        .containsExactly("topic 'muc' is refused", "topic 'no-such-topic' is unknown");
  }

  @Test
  void stateTopicKeepsTheLatestEntryPerKey() {
    // Given
    InMemoryBus bus = new InMemoryBus();
    PublishCallback ignored = PublishCallback.IGNORED;
    // When
    bus.publishState(Topics.MUC_STATE, 0, "a", new byte[] {1}, ignored);
    bus.publishState(Topics.MUC_STATE, 0, "a", new byte[] {2}, ignored);
    bus.publishState(Topics.MUC_STATE, 1, "b", new byte[] {3}, ignored);
    bus.publishState(Topics.MUC_STATE, 1, "b", null, ignored);
    bus.runUntilIdle();
    // Then
    assertThat(bus.state(Topics.MUC_STATE))
        .containsOnlyKeys("a")
        .containsEntry("a", new byte[] {2});
  }

  @Test
  void flushThatIsRefusedIsTriedOncePerRunUntilItIsDurable() {
    // Given
    InMemoryBus bus = new InMemoryBus();
    bus.createTopic("one", 1);
    bus.createTopic("one-state", 1);
    AtomicInteger flushes = new AtomicInteger();
    PartitionOwner owner =
        new PartitionOwner() {
          @Override
          public void onRecord(InboundRecord record, Completion completion) {
            completion.done();
          }

          @Override
          public void flushState(PublishCallback durable) {
            flushes.incrementAndGet();
            bus.publishState("one-state", 0, "k", new byte[] {1}, durable);
          }
        };
    bus.read("one", "g", owner).start();
    bus.publishTo("one", 0, StanzaBusContract.message("0"), PublishCallback.IGNORED);
    bus.refuse("one-state"::equals);
    // When
    bus.runUntilIdle();
    bus.runUntilIdle();
    long refused = bus.committed("one", "g", 0);
    bus.refuse(topic -> false);
    bus.runUntilIdle();
    // Then
    assertThat(refused).isEqualTo(-1);
    assertThat(bus.committed("one", "g", 0)).isEqualTo(1);
    assertThat(flushes).hasValue(3);
  }

  private static List<String> run(long seed) {
    InMemoryBus bus = new InMemoryBus(InMemoryBusSettings.DEFAULT.withSeed(seed));
    List<String> order = new ArrayList<>();
    Subscription member =
        bus.own(
            new OwnedTopic(
                Topics.SESSION,
                "g",
                null,
                1,
                p ->
                    new RecordingOwner((record, completion) -> {
                      order.add(record.key() + RecordingOwner.text(record));
                      completion.done();
                    })));
    member.start();
    for (int n = 0; n < 10; n++) {
      for (String key : KEYS) {
        bus.publish(
            Topics.SESSION, key, StanzaBusContract.message("" + n), PublishCallback.IGNORED);
      }
    }
    bus.runUntilIdle();
    return order;
  }

  private static Subscription member(InMemoryBus bus, Map<String, List<Integer>> seen) {
    Subscription member =
        bus.own(
            new OwnedTopic(
                Topics.SESSION,
                "g",
                null,
                1,
                p ->
                    new RecordingOwner((record, completion) -> {
                      seen.computeIfAbsent(record.key(), k -> new ArrayList<>())
                          .add(Integer.parseInt(RecordingOwner.text(record)));
                      completion.done();
                    })));
    member.start();
    return member;
  }
}
