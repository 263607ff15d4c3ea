package org.godwit.session.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.jspecify.annotations.Nullable;

/**
 * The effects of one record that are still under way; the last one completes the record.
 *
 * <p>Begins with one effect, its own handling, so that it cannot complete while effects are being
 * started. Any thread.
 */
final class Work implements Pending {

  private final Completion completion;
  private final AtomicInteger open = new AtomicInteger(1);
  private volatile @Nullable Throwable failure;
  private volatile @Nullable StateWrite gate;
  private @Nullable StateWrite held;

  Work(Completion completion) {
    this.completion = completion;
  }

  @Override
  public void retain() {
    open.getAndIncrement();
  }

  /** One effect is done, or, with a cause, can never be done. */
  @Override
  public void onPublished(@Nullable Throwable cause) {
    if (cause != null) {
      failure = cause;
    }
    if (open.decrementAndGet() == 0) {
      StateWrite waits = gate;
      if (waits != null) {
        waits.release();
      }
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

  /** Lets {@code write} wait for all of it. Only where no further decision belongs to it. */
  void enter(StateWrite write) {
    write.await();
    gate = write;
  }

  /** Lets {@code write} wait until the next decision of this work was taken and is durable. */
  void hold(StateWrite write) {
    write.await();
    held = write;
  }

  /** Returns the write that waits for the next decision, which is now taken; null for none. */
  @Nullable StateWrite takeHeld() {
    StateWrite taken = held;
    held = null;
    return taken;
  }

  /** Tells a round of all keys that this key has decided, once its states are durable. */
  void decided(StateWrites writes) {
    if (completion instanceof GatewayRound.Part part) {
      writes.afterStates(part::decided);
    }
  }
}
