package org.godwit.muc.owner;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;

/**
 * The effects of one record that are still under way; the last one completes the record. Begins
 * with one effect, its own handling. Any thread.
 */
final class Work implements PublishCallback {

  private final Completion completion;
  private final Runnable onEnd;
  private final AtomicInteger open = new AtomicInteger(1);
  private volatile @Nullable Throwable failure;

  /**
   * Begins.
   *
   * @param completion told when all is done
   * @param onEnd runs before that
   */
  Work(Completion completion, Runnable onEnd) {
    this.completion = completion;
    this.onEnd = onEnd;
  }

  void retain() {
    open.getAndIncrement();
  }

  /** One effect is done, or, with a cause, can never be done. */
  @Override
  public void onPublished(@Nullable Throwable cause) {
    if (cause != null) {
      failure = cause;
    }
    if (open.decrementAndGet() == 0) {
      onEnd.run();
      Throwable first = failure;
      if (first == null) {
        completion.done();
      } else {
        completion.failed(first);
      }
    }
  }

  void release() {
    onPublished(null);
  }
}
