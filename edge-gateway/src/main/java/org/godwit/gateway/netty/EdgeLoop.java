package org.godwit.gateway.netty;

/**
 * What the connections of one event loop share.
 *
 * @param streams its streams
 * @param sweep what else has time limits there
 */
record EdgeLoop(LoopStreams streams, Sweep sweep) {
  /** Looks at all time limits. */
  void onTick() {
    streams.sweep();
    sweep.run();
  }
}
