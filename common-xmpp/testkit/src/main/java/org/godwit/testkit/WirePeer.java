package org.godwit.testkit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The far end that a {@link WireScript} talks to: a socket ({@link SocketWirePeer}), or an embedded
 * channel through two lambdas' worth of code in the test.
 */
public interface WirePeer {

  /** Sends these bytes. */
  void send(byte[] bytes) throws IOException;

  /**
   * Returns the next bytes that came, at least one; empty where none come within the peer's
   * patience; null where the far end has closed.
   */
  byte @Nullable [] receive() throws IOException;
}
