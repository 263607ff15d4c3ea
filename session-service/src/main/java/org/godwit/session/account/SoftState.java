package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.jspecify.annotations.Nullable;

/**
 * State that changes too often to be written with every record: counts of streams, and what sending
 * streams have sent. It is written before offsets are committed, so that what a new owner does not
 * find is repeated to it. Guarded by the partition's lock.
 */
final class SoftState {

  private final AccountPorts ports;
  private final int partition;
  private final OriginTable origins;
  private final Lingering memory;
  private final ReentrantLock lock;
  private final Deque<AccountKey> lingering = new ArrayDeque<>();
  private List<Changed> changed = new ArrayList<>();

  /** A key with counts to be written. */
  private record Changed(AccountKey key, Supplier<AccountState> state) {}

  /**
   * How accounts without a session are remembered.
   *
   * @param forMs for how long
   * @param onForgotten hears of those that are not any more
   */
  record Lingering(long forMs, Consumer<AccountKey> onForgotten) {}

  SoftState(
      AccountPorts ports,
      int partition,
      OriginTable origins,
      Lingering memory,
      ReentrantLock lock) {
    this.ports = ports;
    this.partition = partition;
    this.origins = origins;
    this.memory = memory;
    this.lock = lock;
  }

  /**
   * Notes that counts of {@code key} have changed.
   *
   * @param state returns what is to be written
   */
  void changed(AccountKey key, Supplier<AccountState> state) {
    if (!key.isUnwritten()) {
      key.unwritten(true);
      changed.add(new Changed(key, state));
    }
  }

  /** Notes that {@code key} has no session any more, and is to be forgotten after a while. */
  void linger(AccountKey key) {
    boolean waits = key.forgetAtMs() != 0;
    key.forgetAtMs(ports.timer().nowMs() + memory.forMs());
    if (!waits) {
      lingering.add(key);
    }
  }

  /** Writes what has changed; {@code durable} is told when it is. */
  void flush(PublishCallback durable) {
    lock.lock();
    try {
      long nowMs = ports.timer().nowMs();
      List<OriginTable.Change> written = origins.changes(nowMs);
      List<Changed> counts = changed;
      changed = new ArrayList<>();
      Work all = new Work(new Flushed(durable, () -> again(written, counts)));
      for (OriginTable.Change change : written) {
        all.retain();
        ports
            .bus()
            .publishState(Topics.SESSION_STATE, partition, change.key(), change.state(), all);
      }
      for (Changed each : counts) {
        if (each.key().isUnwritten()) {
          each.key().writes().add(each.state().get(), all).release();
        } else {
          // A decision since has written the counts, too, if that is durable.
          all.retain();
          each.key().writes().afterStates(all::release);
        }
      }
      forget(nowMs, all);
      all.release();
    } finally {
      lock.unlock();
    }
  }

  private void forget(long nowMs, Work all) {
    int rest = lingering.size();
    while (rest-- > 0 && lingering.getFirst().forgetAtMs() <= nowMs) {
      AccountKey key = lingering.remove();
      key.forgetAtMs(0);
      if (!key.state().isOnline() && key.isStateful()) {
        key.state(key.state().forgotten());
        key.writes().add(key.state(), all).release();
        memory.onForgotten().accept(key);
      }
    }
  }

  private void again(List<OriginTable.Change> lost, List<Changed> counts) {
    lock.lock();
    try {
      origins.unwritten(lost);
      for (Changed each : counts) {
        changed(each.key(), each.state());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The end of a flush. */
  private record Flushed(PublishCallback durable, Runnable again) implements Completion {

    @Override
    public void done() {
      durable.onPublished(null);
    }

    @Override
    public void failed(@Nullable Throwable cause) {
      again.run();
      durable.onPublished(cause);
    }
  }
}
