package org.godwit.gateway.stream;

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

  static StreamStep of(StreamState state, StreamEffect... effects) {
    return new StreamStep(state, List.of(effects));
  }
}
