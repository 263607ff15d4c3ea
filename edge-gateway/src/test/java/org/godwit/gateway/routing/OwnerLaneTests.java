package org.godwit.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a stream tells its owner keeps its order (docs/stream-lifecycle.md, section 1). */
class OwnerLaneTests {
  private final FakePublisher bus = new FakePublisher();
  private final Queue<Runnable> retries = new ArrayDeque<>();
  private final OwnerPublisher owners = new OwnerPublisher(bus, (task, _) -> retries.add(task));
  private final List<String> done = new ArrayList<>();

  private static Delivered message(String name) {
    return new Delivered(new StreamRef("g", "s"), name);
  }

  private Completion completion(String name) {
    return new Completion() {
      @Override
      public void done() {
        done.add(name);
      }

      @Override
      public void failed(Throwable cause) {
        done.add(name + " failed");
      }
    };
  }

  private void publish(OwnerLane lane, String... names) {
    for (String name : names) {
      lane.publish(message(name), completion(name));
    }
  }

  @Test
  void recordsOverlapButOneThatStandsAloneWaitsForAllBefore() {
    // Given
    OwnerLane lane = owners.lane("a@b");
    publish(lane, "1", "2");
    lane.publishAlone(message("end"), completion("end"));
    publish(lane, "3");

    // When
    List<String> first = bus.onTheWay();
    bus.settle(1, null);
    bus.settle(0, null);
    List<String> second = bus.onTheWay();
    bus.settle(0, null);

    // Then
    assertThat(first).containsExactly("1", "2");
    assertThat(second).containsExactly("end");
    assertThat(bus.onTheWay()).containsExactly("3");
    bus.settle(0, null);
    assertThat(done).containsExactly("2", "1", "end", "3");
    assertThat(owners.pending()).isZero();
  }

  @Test
  void recordThatFailsHoldsWhatIsBehindIt() {
    // Given
    OwnerLane lane = owners.lane("a@b");
    publish(lane, "1", "2");
    lane.publishAlone(message("end"), completion("end"));

    // When
    bus.settle(0, new IllegalStateException("away"));
    bus.settle(0, new IllegalStateException("away"));
    publish(lane, "3");

    // Then
    assertThat(bus.onTheWay()).isEmpty();
    assertThat(retries).hasSize(1);
    retries.remove().run();
    assertThat(bus.onTheWay()).containsExactly("1", "2");
  }

  @Test
  void recordThatIsRefusedOnTheSpotHoldsTheOthersToo() {
    // Given
    OwnerLane lane = owners.lane("a@b");
    bus.isFull = true;

    // When
    publish(lane, "1", "2", "3");

    // Then
    bus.isFull = false;
    assertThat(bus.taken).isEmpty();
    retries.remove().run();
    assertThat(bus.onTheWay()).containsExactly("1", "2", "3");
  }

  @Test
  void recordThatIsImpossibleIsGivenUp() {
    // Given
    OwnerLane lane = owners.lane("a@b");
    publish(lane, "1", "2");

    // When
    bus.settle(0, new IllegalArgumentException("too large"));

    // Then
    assertThat(done).containsExactly("1 failed");
    assertThat(retries).isEmpty();
    bus.settle(0, null);
    assertThat(owners.pending()).isZero();
  }

  @Test
  void abandonedLaneSaysNothingMore() {
    // Given
    OwnerLane lane = owners.lane("a@b");
    publish(lane, "1");
    lane.publishAlone(message("end"), completion("end"));

    // When
    lane.abandon();
    bus.settle(0, null);
    publish(lane, "2");

    // Then
    assertThat(bus.onTheWay()).isEmpty();
    assertThat(done).containsExactly("1");
    assertThat(owners.pending()).isZero();
  }

  /** Failures that hit a suffix, as those of an ordered producer do, leave the order as it was. */
  @Property(tries = 300)
  void orderHoldsWhileTheBusComesAndGoes(@ForAll Random random) {
    // Given
    OwnerLane lane = owners.lane("a@b");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String name = Integer.toString(i);
      expected.add(name);
      if (random.nextInt(5) == 0) {
        lane.publishAlone(message(name), completion(name));
      } else {
        lane.publish(message(name), completion(name));
      }
      bus.isFull = random.nextInt(3) == 0;

      // When
      while (random.nextInt(3) > 0 && !bus.onTheWay().isEmpty()) {
        bus.settle(0, null);
      }
      if (random.nextInt(6) == 0) {
        while (!bus.onTheWay().isEmpty()) {
          bus.settle(0, new IllegalStateException("away"));
        }
      }
      if (random.nextBoolean() && !retries.isEmpty()) {
        retries.remove().run();
      }
    }
    bus.isFull = false;
    while (!retries.isEmpty() || !bus.onTheWay().isEmpty()) {
      if (!retries.isEmpty()) {
        retries.remove().run();
      }
      while (!bus.onTheWay().isEmpty()) {
        bus.settle(0, null);
      }
    }

    // Then
    assertThat(bus.taken).containsExactlyElementsOf(expected);
    assertThat(done).containsExactlyElementsOf(expected);
    assertThat(owners.pending()).isZero();
    bus.taken.clear();
    done.clear();
  }

  /** A bus that does what it is told with each record. */
  private static final class FakePublisher implements StanzaPublisher {
    private record Sent(String name, PublishCallback callback) {}

    private final List<Sent> underWay = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private boolean isFull;

    List<String> onTheWay() {
      return underWay.stream().map(Sent::name).toList();
    }

    void settle(int index, @Nullable Throwable failure) {
      Sent sent = underWay.remove(index);
      if (failure == null) {
        taken.add(sent.name);
      }
      sent.callback.onPublished(failure);
    }

    @Override
    public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
      if (isFull) {
        callback.onPublished(new IllegalStateException("full"));
      } else {
        underWay.add(new Sent(((Delivered) message).receipt(), callback));
      }
    }

    @Override
    public void publishTo(
        String topic, int partition, BusMessage message, PublishCallback callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void publishState(
        String topic,
        int partition,
        String key,
        byte @Nullable [] state,
        PublishCallback callback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int partitions(String topic) {
      return 1;
    }

    @Override
    public boolean isSaturated() {
      return false;
    }

    @Override
    public void onDrained(Runnable listener) {
      throw new UnsupportedOperationException();
    }
  }
}
