package org.godwit.session.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;

/**
 * A state that is written once what it stands for was published: a state in the topic says that the
 * records which made it need no repetition.
 *
 * <p>States of one key are written in the order of its decisions. Any thread.
 */
final class StateWrite implements PublishCallback {

  private final StateWrites queue;
  private final byte @Nullable [] state;
  private final Work work;
  private final AtomicInteger open = new AtomicInteger(1);

  StateWrite(StateWrites queue, byte @Nullable [] state, Work work) {
    this.queue = queue;
    this.state = state;
    this.work = work;
  }

  void retain() {
    open.getAndIncrement();
    work.retain();
  }

  @Override
  public void onPublished(@Nullable Throwable failure) {
    release();
    work.onPublished(failure);
  }

  /** All effects were started. */
  void release() {
    if (open.decrementAndGet() == 0) {
      queue.drain();
    }
  }

  boolean isReady() {
    return open.get() == 0;
  }

  byte @Nullable [] state() {
    return state;
  }

  Work work() {
    return work;
  }
}
