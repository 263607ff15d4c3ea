package org.godwit.session.account;

import java.time.Duration;
import org.godwit.protocol.envelope.StreamProfile;

/**
 * What a decision about streams needs.
 *
 * @param returnedMax stanzas of one stream that may come back for it, from 1
 * @param endedMax ended streams that an account remembers, from 0
 * @param endedMemory how long they are remembered after the last session has ended
 * @param originsMax sending streams that a partition remembers, from 1
 * @param originMemory how long a sending stream is remembered after its last stanza
 * @param profile how streams' stanzas go on the bus
 */
public record StreamSettings(
    int returnedMax,
    int endedMax,
    Duration endedMemory,
    int originsMax,
    Duration originMemory,
    StreamProfile profile) {

  /** The defaults of the configuration. */
  public static final StreamSettings DEFAULT =
      new StreamSettings(
          10_000, 8, Duration.ofMinutes(10), 100_000, Duration.ofHours(1), StreamProfile.DIRECT);
}
