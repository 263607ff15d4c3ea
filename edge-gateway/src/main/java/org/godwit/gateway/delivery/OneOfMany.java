package org.godwit.gateway.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.jspecify.annotations.Nullable;

/**
 * Completes a record when each of its deliveries is done; it fails where one of them did. Any
 * thread.
 */
final class OneOfMany implements Completion {

  private final Completion record;
  private final AtomicInteger remaining;
  private volatile @Nullable Throwable failure;

  /**
   * Begins.
   *
   * @param count how many deliveries it is told of, at least one
   */
  OneOfMany(int count, Completion record) {
    this.record = record;
    this.remaining = new AtomicInteger(count);
  }

  @Override
  public void done() {
    countDown();
  }

  @Override
  public void failed(Throwable cause) {
    failure = cause;
    countDown();
  }

  private void countDown() {
    if (remaining.decrementAndGet() == 0) {
      Throwable cause = failure;
      if (cause == null) {
        record.done();
      } else {
        record.failed(cause);
      }
    }
  }
}
