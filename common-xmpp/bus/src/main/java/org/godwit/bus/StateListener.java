package org.godwit.bus;

import org.jspecify.annotations.Nullable;

/** Told of each record of a followed topic. */
@FunctionalInterface
public interface StateListener {

  /**
   * Takes one record, on the follower's thread, in the order of offsets. Must not block for long.
   *
   * @param key the key; empty for none
   * @param value the state; null where the key was removed
   */
  void onState(String key, byte @Nullable [] value);
}
