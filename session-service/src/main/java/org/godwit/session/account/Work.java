package org.godwit.session.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;

/**
 * The effects of one record that are still under way; the last one completes the record.
 *
 * <p>Begins with one effect, its own handling, so that it cannot complete while effects are being
 * started. Any thread.
 */
final class Work implements PublishCallback {

  private final Completion completion;
  private final AtomicInteger open = new AtomicInteger(1);
  private volatile @Nullable Throwable failure;

  Work(Completion completion) {
    this.completion = completion;
  }

  /** One effect more is under way. */
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

  void fail(Throwable cause) {
    onPublished(cause);
  }
}
