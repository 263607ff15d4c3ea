package org.godwit.session.account;

import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;

/**
 * One record for all keys of a partition: it is complete when it is for each, and something follows
 * when each has decided and its states are durable. Any thread.
 */
final class GatewayRound {

  private final Work all;
  private final Runnable afterAll;
  private final AtomicInteger undecided = new AtomicInteger(1);

  /**
   * Begins one.
   *
   * @param all completed with the last key
   * @param afterAll runs once, on the thread of the last one
   */
  GatewayRound(Work all, Runnable afterAll) {
    this.all = all;
    this.afterAll = afterAll;
  }

  /** Returns the work of one key. */
  Work part() {
    all.retain();
    undecided.getAndIncrement();
    return new Work(new Part(this));
  }

  /** No more keys follow. */
  void begun() {
    decided();
    all.release();
  }

  private void decided() {
    if (undecided.decrementAndGet() == 0) {
      afterAll.run();
    }
  }

  /** One key's share. */
  record Part(GatewayRound round) implements Completion {

    void decided() {
      round.decided();
    }

    @Override
    public void done() {
      round.all.release();
    }

    @Override
    public void failed(Throwable cause) {
      round.all.fail(cause);
    }
  }
}
