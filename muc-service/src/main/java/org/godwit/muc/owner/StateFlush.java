package org.godwit.muc.owner;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;

/** Waits for the entries of one flush of state; the last one tells. Any thread. */
final class StateFlush implements PublishCallback {

  private final AtomicInteger open;
  private final Runnable onFailure;
  private final PublishCallback durable;
  private volatile @Nullable Throwable failure;

  /**
   * Begins.
   *
   * @param entries how many are written
   * @param onFailure runs before {@code durable} is told of a failure
   */
  StateFlush(int entries, Runnable onFailure, PublishCallback durable) {
    this.open = new AtomicInteger(entries);
    this.onFailure = onFailure;
    this.durable = durable;
  }

  @Override
  public void onPublished(@Nullable Throwable cause) {
    if (cause != null) {
      failure = cause;
    }
    if (open.decrementAndGet() == 0) {
      Throwable first = failure;
      if (first != null) {
        onFailure.run();
      }
      durable.onPublished(first);
    }
  }
}
