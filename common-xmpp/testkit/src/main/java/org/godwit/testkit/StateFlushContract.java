package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every bus keeps of an owner's flushes: state is durable before the offset is committed. */
public interface StateFlushContract {

  /** Returns the bus under test with what surrounds it. */
  BusFixture fixture();

  /** Publishes these texts to partition 0 and waits until they are durable. */
  default void durably(String topic, String... texts) {
    PublishResults results = new PublishResults();
    for (String text : texts) {
      fixture().bus().publishTo(topic, 0, StanzaBusContract.message(text), results);
    }
    fixture().await("records are durable", () -> results.durable() == texts.length);
  }

  /** Begins to own the topic with this owner. */
  default Subscription flushing(String topic, PartitionOwner owner) {
    Subscription subscription =
        fixture().bus().own(new OwnedTopic(topic, "flush", null, 1, partition -> owner));
    subscription.start();
    return subscription;
  }

  @Test
  default void offsetIsNotCommittedBeforeItsFlushIsDurable() {
    // Given
    String topic = fixture().newTopic(1);
    ManualFlush owner = new ManualFlush();
    durably(topic, "0", "1");
    Subscription subscription = flushing(topic, owner);
    fixture().await("two records came", () -> owner.completions.size() == 2);
    // When
    owner.completion(0).done();
    fixture().await("a flush began", () -> owner.flushes.size() == 1);
    owner.completion(1).done();
    owner.flushes.getFirst().onPublished(null);
    fixture().await("a second flush began", () -> owner.flushes.size() == 2);
    fixture().await("the first is committed", () -> fixture().committed(topic, "flush", 0) == 1);
    subscription.close();
    // Then: the second flush never ended.
    assertThat(fixture().committed(topic, "flush", 0)).isEqualTo(1);
    assertThat(owner.flushes).hasSize(2);
  }

  @Test
  default void failedFlushCommitsNothingAndIsFollowedByAnother() {
    // Given
    String topic = fixture().newTopic(1);
    ManualFlush owner = new ManualFlush();
    durably(topic, "0");
    Subscription subscription = flushing(topic, owner);
    fixture().await("a record came", () -> owner.completions.size() == 1);
    owner.completion(0).done();
    fixture().await("a flush began", () -> owner.flushes.size() == 1);
    // When
    owner.flushes.getFirst().onPublished(new IllegalStateException("not durable"));
    fixture().await("another began", () -> owner.flushes.size() == 2);
    long between = fixture().committed(topic, "flush", 0);
    owner.flushes.get(1).onPublished(null);
    fixture().await("the offset is committed", () -> fixture().committed(topic, "flush", 0) == 1);
    subscription.close();
    // Then
    assertThat(between).isEqualTo(-1);
  }

  @Test
  default void partitionThatIsGivenUpIsFlushedOnceMoreAfterItsOwnersEnd() {
    // Given
    String topic = fixture().newTopic(1);
    ManualFlush owner = new ManualFlush();
    owner.answersAfterClose = true;
    durably(topic, "0");
    Subscription subscription = flushing(topic, owner);
    fixture().await("a record came", () -> owner.completions.size() == 1);
    // When
    owner.finishesAtClose = owner.completion(0);
    subscription.close();
    // Then
    assertThat(owner.calls).containsExactly("close", "flush");
    assertThat(fixture().committed(topic, "flush", 0)).isEqualTo(1);
  }

  @Test
  default void lastFlushThatFailsCommitsNothing() {
    // Given
    String topic = fixture().newTopic(1);
    ManualFlush owner = new ManualFlush();
    owner.answersAfterClose = true;
    owner.failure = new IllegalStateException("not durable");
    durably(topic, "0");
    Subscription subscription = flushing(topic, owner);
    fixture().await("a record came", () -> owner.completions.size() == 1);
    // When
    owner.finishesAtClose = owner.completion(0);
    subscription.close();
    // Then
    assertThat(owner.calls).containsExactly("close", "flush");
    assertThat(fixture().committed(topic, "flush", 0)).isEqualTo(-1);
  }

  @Test
  default void flushedStateIsSeenByTheNextOwnerBeforeItsFirstRecord() {
    // Given
    String topic = fixture().newTopic(1);
    String stateTopic = fixture().newTopic(1);
    durably(topic, "0", "1", "2");
    PartitionOwner counting = new Counting(stateTopic, fixture());
    Subscription before =
        fixture().bus().own(new OwnedTopic(topic, "flush", stateTopic, 1, partition -> counting));
    before.start();
    fixture().await("all is committed", () -> fixture().committed(topic, "flush", 0) == 3);
    before.close();
    RecordingOwner next = new RecordingOwner();
    durably(topic, "3");
    // When
    try (Subscription after =
        fixture().bus().own(new OwnedTopic(topic, "flush", stateTopic, 1, partition -> next))) {
      after.start();
      fixture().await("the record came", () -> next.calls().contains("batch end"));
    }
    // Then
    assertThat(next.calls()).startsWith("state count=3", "record 3", "batch end");
  }

  /** Leaves both records and flushes to the test. */
  final class ManualFlush implements PartitionOwner {
    final Map<Long, Completion> completions = new ConcurrentHashMap<>();
    final List<PublishCallback> flushes = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile boolean answersAfterClose;
    volatile @Nullable Throwable failure;
    volatile @Nullable Completion finishesAtClose;

    Completion completion(long offset) {
      Completion completion = completions.get(offset);
      if (completion == null) {
        throw new IllegalStateException("no record with offset " + offset + " has come");
      }
      return completion;
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      completions.put(record.offset(), completion);
    }

    @Override
    public void flushState(PublishCallback durable) {
      calls.add("flush");
      flushes.add(durable);
      if (answersAfterClose) {
        durable.onPublished(failure);
      }
    }

    @Override
    public void close() {
      calls.add("close");
      Completion last = finishesAtClose;
      if (last != null) {
        last.done();
      }
    }
  }

  /** Counts its records, and writes the count when it is flushed. */
  final class Counting implements PartitionOwner {
    private final String stateTopic;
    private final BusFixture fixture;
    private int count;

    Counting(String stateTopic, BusFixture fixture) {
      this.stateTopic = stateTopic;
      this.fixture = fixture;
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      count++;
      completion.done();
    }

    @Override
    public void flushState(PublishCallback durable) {
      byte[] state = Integer.toString(count).getBytes(StandardCharsets.UTF_8);
      fixture.bus().publishState(stateTopic, 0, "count", state, durable);
    }
  }
}
