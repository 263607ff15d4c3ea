package org.godwit.gateway.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * What an input led to.
 *
 * @param state the next state
 * @param effects what to do, in this order
 */
public record StreamStep(StreamState state, List<StreamEffect> effects) {
  /** Copies the list. */
  public StreamStep {
    effects = List.copyOf(effects);
  }

  /** Returns this step with {@code effect} as the first one. */
  StreamStep before(StreamEffect effect) {
    List<StreamEffect> all = new ArrayList<>(effects);
    all.addFirst(effect);
    return new StreamStep(state, all);
  }

  static StreamStep of(StreamState state, StreamEffect... effects) {
    return new StreamStep(state, List.of(effects));
  }
}
