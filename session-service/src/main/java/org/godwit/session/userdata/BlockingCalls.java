package org.godwit.session.userdata;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Runs what may block on a bounded number of virtual threads. Any thread; never blocks. */
public final class BlockingCalls implements AutoCloseable {

  private final ExecutorService workers;

  /**
   * Makes one.
   *
   * @param workers how many calls run at once, from 1; more wait for their turn
   */
  public BlockingCalls(int workers) {
    this.workers =
        Executors.newFixedThreadPool(workers, Thread.ofVirtual().name("user-data-", 0).factory());
  }

  /** Returns what {@code call} returns; fails as it fails. */
  public <T> CompletionStage<T> call(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, workers);
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
