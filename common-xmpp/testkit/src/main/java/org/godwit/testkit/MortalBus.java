package org.godwit.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/**
 * The bus as one process uses it that dies as by SIGKILL: by {@link #kill}, or by itself at an
 * output of the test's choice. Once dead it publishes nothing, hears of nothing that it published,
 * handles no record and finishes none. Any thread.
 */
public final class MortalBus extends ForwardingBus {

  /**
   * What the process wants to publish.
   *
   * @param topic the topic
   * @param key the key; empty for a record to one partition
   * @param message the record; null for a state
   */
  public record Output(String topic, String key, @Nullable BusMessage message) {

    /** Tells whether it is a record of this kind. */
    public boolean is(Class<? extends BusMessage> kind) {
      return kind.isInstance(message);
    }
  }

  /** What becomes of an output. */
  public enum Fate {
    /** It arrives, and the process hears so. */
    ARRIVES,
    /** It stays in the process's buffers, with which it is lost; the process lives on. */
    STAYS,
    /** The process dies right before it. */
    DIES_BEFORE,
    /** It arrives, and the process dies before it hears so. */
    DIES_AFTER
  }

  private final Consumer<Subscription> end;
  private final Consumer<Predicate<PublishCallback>> settle;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private Function<Output, Fate> destiny = output -> Fate.ARRIVES;
  private volatile boolean dead;

  /**
   * Makes the bus of a process.
   *
   * @param bus the bus
   * @param end ends a subscription when the process is killed
   */
  public MortalBus(StanzaBus bus, Consumer<Subscription> end) {
    this(bus, end, published -> {});
  }

  private MortalBus(
      StanzaBus bus, Consumer<Subscription> end, Consumer<Predicate<PublishCallback>> settle) {
    super(bus);
    this.end = end;
    this.settle = settle;
  }

  /** Makes the bus of a process on a bus in memory. */
  public static MortalBus on(InMemoryBus bus) {
    return new MortalBus(bus, bus::crash, bus::settle);
  }

  /** Makes the bus of a process on a bus whose members cannot be told to leave without a word. */
  public static MortalBus on(StanzaBus bus) {
    return new MortalBus(bus, Subscription::close);
  }

  /** Returns a destiny: the process dies before the output that follows on {@code outputs}. */
  public static Function<Output, Fate> diesAfterOutputs(int outputs) {
    return new Function<>() {
      private int left = outputs;

      @Override
      public Fate apply(Output output) {
        return left-- > 0 ? Fate.ARRIVES : Fate.DIES_BEFORE;
      }
    };
  }

  /** From now on {@code decided} is asked, by one thread at a time, about each output. */
  public synchronized void destine(Function<Output, Fate> decided) {
    destiny = decided;
  }

  /** Tells whether the process is dead. */
  public boolean isDead() {
    return dead;
  }

  /** Ends the process, where it has not ended by itself, and its part in all groups. */
  public void kill() {
    dead = true;
    settle.accept(callback -> callback instanceof Heard heard && heard.process() == this);
    subscriptions.forEach(end);
    subscriptions.clear();
  }

  private synchronized Fate fate(Output output) {
    if (dead) {
      return Fate.DIES_BEFORE;
    }
    Fate fate = destiny.apply(output);
    if (fate == Fate.DIES_BEFORE) {
      dead = true;
    }
    return fate;
  }

  private PublishCallback heard(Fate fate, PublishCallback callback) {
    return new Heard(this, fate, callback);
  }

  /** What the process hears of its output. */
  private record Heard(MortalBus process, Fate fate, PublishCallback callback)
      implements PublishCallback {
    @Override
    public void onPublished(@Nullable Throwable failure) {
      if (fate == Fate.DIES_AFTER) {
        process.dead = true;
      }
      if (!process.dead) {
        callback.onPublished(failure);
      }
    }
  }

  private static boolean leaves(Fate fate) {
    return fate == Fate.ARRIVES || fate == Fate.DIES_AFTER;
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    Fate fate = fate(new Output(topic, key, message));
    if (leaves(fate)) {
      super.publish(topic, key, message, heard(fate, callback));
    }
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    Fate fate = fate(new Output(topic, "", message));
    if (leaves(fate)) {
      super.publishTo(topic, partition, message, heard(fate, callback));
    }
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    Fate fate = fate(new Output(topic, key, null));
    if (leaves(fate)) {
      super.publishState(topic, partition, key, state, heard(fate, callback));
    }
  }

  @Override
  public Subscription own(OwnedTopic spec) {
    return added(
        super.own(
            new OwnedTopic(
                spec.topic(),
                spec.group(),
                spec.stateTopic(),
                spec.threads(),
                partition -> new MortalOwner(spec.owners().apply(partition)),
                spec.limits())));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return added(super.read(topic, group, new MortalOwner(reader)));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return added(
        super.follow(
            topic,
            (key, value) -> {
              if (!dead) {
                listener.onState(key, value);
              }
            }));
  }

  private Subscription added(Subscription subscription) {
    subscriptions.add(subscription);
    return subscription;
  }

  /** An owner in the process. */
  private final class MortalOwner implements PartitionOwner {
    private final PartitionOwner owner;

    MortalOwner(PartitionOwner owner) {
      this.owner = owner;
    }

    @Override
    public void onState(String key, byte[] state) {
      owner.onState(key, state);
    }

    @Override
    public void onRecord(InboundRecord record, Completion completion) {
      if (!dead) {
        owner.onRecord(record, new MortalCompletion(completion));
      }
    }

    @Override
    public void onBatchEnd() {
      if (!dead) {
        owner.onBatchEnd();
      }
    }

    @Override
    public void flushState(PublishCallback durable) {
      if (!dead) {
        owner.flushState(heard(Fate.ARRIVES, durable));
      }
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  private final class MortalCompletion implements Completion {
    private final Completion completion;

    MortalCompletion(Completion completion) {
      this.completion = completion;
    }

    @Override
    public void done() {
      if (!dead) {
        completion.done();
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (!dead) {
        completion.failed(cause);
      }
    }
  }
}
