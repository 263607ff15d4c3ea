package org.godwit.bus;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets an offset of one partition be committed only after the owner's state is durable.
 *
 * <p>A flush notes the ledger's committable offset before the owner is asked to write; when the
 * owner tells that all is durable, that offset may be committed. One flush at a time. Begun by the
 * partition's thread; any thread may end one or ask.
 */
public final class FlushedOffsets {

  private final PartitionOwner owner;
  private final OffsetLedger ledger;
  private @Nullable Flush underWay;
  private long flushed = -1;

  /** Makes one for an owner and the ledger of its partition. */
  public FlushedOffsets(PartitionOwner owner, OffsetLedger ledger) {
    this.owner = owner;
    this.ledger = ledger;
  }

  /** Begins a flush where one would allow a commit and none is under way. */
  public void beginIfDue() {
    if (isDue()) {
      begin();
    }
  }

  /** Tells whether a flush would allow a commit and none is under way. */
  public synchronized boolean isDue() {
    return underWay == null && ledger.committable() > flushed;
  }

  /** Begins a flush unless one is under way. */
  public void begin() {
    Flush flush;
    synchronized (this) {
      if (underWay != null) {
        return;
      }
      flush = new Flush(ledger.committable());
      underWay = flush;
    }
    try {
      owner.flushState(flush);
    } catch (RuntimeException | Error e) {
      flush.onPublished(e);
      throw e;
    }
  }

  /** Tells whether a flush is under way. */
  public synchronized boolean isUnderWay() {
    return underWay != null;
  }

  /** Returns the offset to commit; -1 as long as nothing has been finished and flushed. */
  public synchronized long committable() {
    return flushed;
  }

  /** Waits until no flush is under way; false where {@code deadlineNanoTime} came first. */
  public synchronized boolean awaitEnd(long deadlineNanoTime) throws InterruptedException {
    while (underWay != null) {
      long rest = deadlineNanoTime - System.nanoTime();
      if (rest <= 0) {
        return false;
      }
      wait(TimeUnit.NANOSECONDS.toMillis(rest) + 1);
    }
    return true;
  }

  private synchronized void end(Flush flush, @Nullable Throwable failure) {
    if (underWay != flush) {
      return;
    }
    underWay = null;
    if (failure == null) {
      flushed = flush.offset;
    }
    notifyAll();
  }

  private final class Flush implements PublishCallback {

    private final long offset;

    Flush(long offset) {
      this.offset = offset;
    }

    @Override
    public void onPublished(@Nullable Throwable failure) {
      end(this, failure);
    }
  }
}
