package org.godwit.session.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A write that is made once all that the key did before it is durable: a state in the topic says
 * that the records up to its own need no repetition.
 *
 * <p>It exists before there is anything to write, and counts the effects under way until then.
 * Writes of one key are made in order. Any thread.
 */
final class StateWrite implements Pending {

  private final StateWrites queue;
  private final AtomicInteger open = new AtomicInteger(1);
  private volatile @Nullable Runnable action;
  private volatile @Nullable Work work;
  private volatile boolean state;

  StateWrite(StateWrites queue) {
    this.queue = queue;
  }

  /**
   * Says what to write; no effect is announced to it any more but those of its own decision.
   *
   * @param isState whether it is a state, which need not wait until those before it are durable
   */
  void close(Runnable write, @Nullable Work owner, boolean isState) {
    state = isState;
    work = owner;
    action = write;
  }

  @Override
  public void retain() {
    open.getAndIncrement();
    Work owner = work;
    if (owner != null) {
      owner.retain();
    }
  }

  /** An effect of the decision that made the write. */
  @Override
  public void onPublished(@Nullable Throwable failure) {
    release();
    Work owner = work;
    if (owner != null) {
      owner.onPublished(failure);
    }
  }

  /** An effect from before it begins. */
  void await() {
    open.getAndIncrement();
  }

  /** An effect from before it is done, or all of its own decision were started. */
  void release() {
    if (open.decrementAndGet() == 0) {
      queue.drain();
    }
  }

  boolean isState() {
    return state;
  }

  boolean isReady() {
    return open.get() == 0;
  }

  void run() {
    Runnable write = action;
    if (write != null) {
      write.run();
    }
  }
}
