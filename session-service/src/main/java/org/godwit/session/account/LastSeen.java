package org.godwit.session.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Notes when accounts went offline (XEP-0012, section 3). Any thread; never blocks. */
@FunctionalInterface
public interface LastSeen {

  /** Notes nothing. */
  LastSeen NONE = (account, atMs, status) -> CompletableFuture.completedFuture(null);

  /**
   * Notes that the last available resource of an account has gone.
   *
   * @param account its bare JID
   * @param atMs when, in milliseconds since 1970
   * @param status the status text that it left with; null for none
   */
  CompletionStage<Void> gone(String account, long atMs, @Nullable String status);
}
