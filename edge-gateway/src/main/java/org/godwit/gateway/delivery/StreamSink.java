package org.godwit.gateway.delivery;

import java.util.concurrent.Executor;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.stanza.StreamError;

/** A stream as the bus sees it. All methods but {@link #loop} are called on its event loop only. */
public interface StreamSink {
  /** Returns the event loop; streams of one loop return the same object. */
  Executor loop();

  /**
   * Takes a stanza to write at the next {@link #flush}; reports to {@code delivery} when it is
   * written, or at once where the stream takes none.
   *
   * @return whether this is the first stanza since the last flush
   */
  boolean append(String streamId, PendingDelivery delivery);

  /** Writes what was appended. */
  void flush();

  /** Takes the owner's answer to a request to bind; false where the stream has ended. */
  boolean onBound(StreamBound bound);

  /** Takes the owner's refusal of a request to bind. */
  void onBindRefused(StreamBindRefused refused);

  /** Ends the stream. */
  void onClose(StreamError error);
}
