package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every bus keeps for followers of a compacted topic. */
public interface FollowContract {

  /** Returns the bus under test with what surrounds it. */
  BusFixture fixture();

  /** Writes {@code key=value} and waits until it is durable; no value removes the key. */
  default void write(String topic, String key, @Nullable String value) {
    PublishResults results = new PublishResults();
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    fixture().bus().publishState(topic, 0, key, bytes, results);
    fixture().await("the record is durable", () -> results.durable() == 1);
  }

  /** Returns a listener that notes what it is told. */
  static StateListener noting(List<String> seen) {
    return (key, value) ->
        seen.add(key + "=" + (value == null ? null : new String(value, StandardCharsets.UTF_8)));
  }

  @Test
  default void followerIsToldWhatStandsAndWhatComesInOrderWithRemovals() {
    // Given
    String topic = fixture().newTopic(1);
    write(topic, "a", "1");
    write(topic, "b", "1");
    write(topic, "b", null);
    List<String> seen = new CopyOnWriteArrayList<>();
    // When
    try (Subscription subscription = fixture().bus().follow(topic, noting(seen))) {
      boolean readyBefore = subscription.isReady();
      subscription.start();
      fixture().await("it is ready", subscription::isReady);
      List<String> whenReady = List.copyOf(seen);
      write(topic, "a", "2");
      write(topic, "c", "1");
      fixture().await("two more came", () -> seen.size() == 5);
      // Then
      assertThat(readyBefore).isFalse();
      assertThat(whenReady).containsExactly("a=1", "b=1", "b=null");
    }
    assertThat(seen).containsExactly("a=1", "b=1", "b=null", "a=2", "c=1");
  }

  @Test
  default void followerOfAnEmptyTopicIsReady() {
    // Given
    String topic = fixture().newTopic(1);
    // When / Then
    try (Subscription subscription = fixture().bus().follow(topic, (_, _) -> {})) {
      subscription.start();
      fixture().await("it is ready", subscription::isReady);
    }
  }

  @Test
  default void eachFollowerReadsAllAndOneThatIsClosedReadsNoMore() {
    // Given
    String topic = fixture().newTopic(1);
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    Subscription closed = fixture().bus().follow(topic, noting(first));
    closed.start();
    write(topic, "a", "1");
    fixture().await("the first was told", () -> first.size() == 1);
    closed.close();
    // When
    write(topic, "a", "2");
    try (Subscription subscription = fixture().bus().follow(topic, noting(second))) {
      subscription.start();
      fixture().await("the second was told all", () -> second.size() == 2);
    }
    // Then
    assertThat(first).containsExactly("a=1");
    assertThat(second).containsExactly("a=1", "a=2");
  }

  @Test
  default void leasesLieInOnePartition() {
    // Given
    StanzaBus bus = fixture().bus();
    List<String> seen = new CopyOnWriteArrayList<>();
    // When
    write(Topics.GATEWAYS, "g1", "held");
    try (Subscription subscription = bus.follow(Topics.GATEWAYS, noting(seen))) {
      subscription.start();
      fixture().await("it was told", () -> seen.contains("g1=held"));
    }
    // Then
    assertThat(bus.partitions(Topics.GATEWAYS)).isEqualTo(1);
  }
}
