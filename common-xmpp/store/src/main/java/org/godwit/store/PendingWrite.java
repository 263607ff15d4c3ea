package org.godwit.store;

import java.util.concurrent.CompletableFuture;

/** A write that waits for its batch. */
public interface PendingWrite {

  /** Returns whose rows it changes: an account, a room. */
  String key();

  /** Returns what ends when it is committed. */
  CompletableFuture<Void> done();

  /** Returns about how much it adds to a batch, in bytes. */
  default int bytes() {
    return 64;
  }
}
