package org.godwit.gateway.netty;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What beside streams has time limits on one event loop: connections that have no stream yet, and
 * BOSH sessions. One timer looks at all of them. That loop only.
 */
final class Sweep {
  /** Something that has time limits. */
  @FunctionalInterface
  interface Swept {
    /** Time has passed; {@code nowNanos} is the loop's clock. */
    void onSweep(long nowNanos);
  }

  private final LongSupplier clock;
  private final Set<Swept> swept = new LinkedHashSet<>();

  Sweep(LongSupplier clock) {
    this.clock = clock;
  }

  long nowNanos() {
    return clock.getAsLong();
  }

  void add(Swept added) {
    swept.add(added);
  }

  void remove(Swept removed) {
    swept.remove(removed);
  }

  /** Looks at all of them. */
  void run() {
    long now = nowNanos();
    for (Swept each : new ArrayList<>(swept)) {
      each.onSweep(now);
    }
  }
}
