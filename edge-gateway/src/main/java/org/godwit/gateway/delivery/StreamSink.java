package org.godwit.gateway.delivery;

import java.util.concurrent.Executor;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.stanza.StreamError;

/**
 * A stream as the bus sees it. All methods but {@link #loop} and {@link #isResuming} are called on
 * its event loop only.
 */
public interface StreamSink {
  /** Returns the event loop; streams of one loop return the same object. */
  Executor loop();

  /** Tells whether the stream waits for its owner to let it resume another. Any thread. */
  boolean isResuming();

  /**
   * Takes a stanza to write at the next {@link #flush}; reports to {@code delivery} when it is
   * done, or at once where the stream takes none.
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

  /**
   * Takes the owner's answer to a request to resume; false where the stream has ended.
   *
   * @param offset the record's offset in the gateway's topic
   */
  boolean onResumed(StreamResumed resumed, long offset);

  /** Takes the owner's refusal of a request to resume. */
  void onResumeRefused(StreamResumeRefused refused);

  /** Takes another profile, or the answer to a barrier. */
  void onProfileChanged(ProfileChanged changed);

  /**
   * Ends the stream, if it has not ended, and tells its owner when all that it did not get has gone
   * back.
   *
   * @return false where the stream is not bound, so that the owner can know nothing of it
   */
  boolean onRelease(PendingRelease release);

  /** Ends the stream. */
  void onClose(StreamError error);
}
