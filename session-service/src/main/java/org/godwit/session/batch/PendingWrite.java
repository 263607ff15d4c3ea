package org.godwit.session.batch;

import java.util.concurrent.CompletableFuture;

/** A write that waits for its batch. */
public interface PendingWrite {

  /** Returns whose rows it changes. */
  String account();

  /** Returns what ends when it is committed. */
  CompletableFuture<Void> done();

  /** Returns about how much it adds to a batch, in bytes. */
  default int bytes() {
    return 64;
  }
}
