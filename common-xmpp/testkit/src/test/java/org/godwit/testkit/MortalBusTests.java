package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PublishCallback;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.MortalBus.Output;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process does that dies, and what it no longer does. */
class MortalBusTests {

  private static final String TOPIC = "one";

  private final InMemoryBus bus = new InMemoryBus();
  private final MortalBus process = MortalBus.on(bus);
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void make() {
    bus.createTopic(TOPIC, 1);
  }

  private void publish(String... texts) {
    for (String text : texts) {
      process.publishTo(TOPIC, 0, StanzaBusContract.message(text), failure -> heard.add(text));
    }
    bus.runUntilIdle();
  }

  private List<String> arrived() {
    return bus.records(TOPIC).stream().map(RecordingOwner::text).toList();
  }

  /** The second output has this fate. */
  private static Function<Output, Fate> second(Fate fate) {
    return new Function<>() {
      private int count;

      @Override
      public Fate apply(Output output) {
        return ++count == 2 ? fate : Fate.ARRIVES;
      }
    };
  }

  @Test
  void processThatDiesBeforeAnOutputHearsOfNothingAndPublishesNothingMore() {
    // Given
    process.destine(MortalBus.diesAfterOutputs(1));

    // When: nothing arrives before all three were asked for.
    publish("0", "1", "2");

    // Then
    assertThat(process.isDead()).isTrue();
    assertThat(arrived()).containsExactly("0");
    assertThat(heard).isEmpty();
  }

  @Test
  void outputAfterWhichAProcessDiesArrivesUnheard() {
    // Given
    process.destine(second(Fate.DIES_AFTER));

    // When
    publish("0", "1");
    publish("2");

    // Then
    assertThat(arrived()).containsExactly("0", "1");
    assertThat(heard).containsExactly("0");
  }

  @Test
  void outputThatStaysIsLostAndTheProcessLivesOn() {
    // Given
    process.destine(second(Fate.STAYS));

    // When
    publish("0", "1", "2");

    // Then
    assertThat(process.isDead()).isFalse();
    assertThat(arrived()).containsExactly("0", "2");
    assertThat(heard).containsExactly("0", "2");
  }

  @Test
  void deadProcessHandlesNothingAndTheNextOneBeginsWhereItEnded() {
    // Given
    RecordingOwner first = RecordingOwner.holding();
    process.read(TOPIC, "g", first).start();
    bus.publishTo(TOPIC, 0, StanzaBusContract.message("0"), PublishCallback.IGNORED);
    bus.runUntilIdle();
    process.destine(MortalBus.diesAfterOutputs(0));
    publish("never");

    // When
    bus.publishTo(TOPIC, 0, StanzaBusContract.message("1"), PublishCallback.IGNORED);
    bus.runUntilIdle();
    first.completion(0).done();
    process.kill();
    RecordingOwner next = new RecordingOwner();
    MortalBus.on(bus).read(TOPIC, "g", next).start();
    bus.runUntilIdle();

    // Then
    assertThat(first.records()).extracting(InboundRecord::offset).containsExactly(0L);
    assertThat(next.texts()).containsExactly("0", "1");
  }

  @Test
  void aKilledProcessLosesTheEndOfWhatHadNotArrivedAndNobodyElseAnything() {
    // Given
    Set<Integer> lengths = new HashSet<>();
    Random seeds = new Random(1);
    for (int i = 0; i < 50; i++) {
      InMemoryBus seeded = new InMemoryBus(InMemoryBusSettings.DEFAULT.withSeed(seeds.nextLong()));
      seeded.createTopic(TOPIC, 1);
      MortalBus dying = MortalBus.on(seeded);
      for (String text : List.of("0", "1", "2")) {
        dying.publishTo(TOPIC, 0, StanzaBusContract.message(text), PublishCallback.IGNORED);
      }
      seeded.publishTo(TOPIC, 0, StanzaBusContract.message("other"), PublishCallback.IGNORED);

      // When
      dying.kill();
      List<String> mine = seeded.records(TOPIC).stream().map(RecordingOwner::text).toList();
      seeded.runUntilIdle();

      // Then
      assertThat(List.of("0", "1", "2").subList(0, mine.size())).isEqualTo(mine);
      assertThat(seeded.records(TOPIC))
          .hasSize(mine.size() + 1)
          .last()
          .extracting(RecordingOwner::text)
          .isEqualTo("other");
      lengths.add(mine.size());
    }
    assertThat(lengths).containsExactlyInAnyOrder(0, 1, 2, 3);
  }
}
