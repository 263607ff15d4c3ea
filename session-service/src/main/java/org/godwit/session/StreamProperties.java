package org.godwit.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is remembered of streams.
 *
 * @param returnedMax stanzas of one detached stream that may come back for it, 1 to 1000000;
 *     default 10000. With more it cannot be resumed. Must not be below what a gateway holds
 *     unacknowledged for one stream.
 * @param endedMax ended streams that an account remembers, 0 to 100; default 8. They are told how
 *     much of what they sent was handled when they ask to be resumed.
 * @param endedMemory how long an account whose last session has ended remembers it, 0s to 1d;
 *     default 10m. Raising it costs about 500 bytes for each account that was online meanwhile.
 * @param originsMax sending streams that each partition remembers, 1 to 10000000; default 100000.
 *     One costs about 200 bytes. Of a stream that was forgotten, what is sent again comes twice.
 * @param originMemory how long a sending stream is remembered after its last stanza, 1s to 7d;
 *     default 1h. Must be above the time for which streams may be resumed.
 */
@Validated
@ConfigurationProperties("xmpp.session.streams")
public record StreamProperties(
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int returnedMax,
    @DefaultValue("8") @Min(0) @Max(100) int endedMax,
    @DefaultValue("10m") Duration endedMemory,
    @DefaultValue("100000") @Min(1) @Max(10_000_000) int originsMax,
    @DefaultValue("1h") Duration originMemory) {

  /** Checks what annotations cannot say. */
  public StreamProperties {
    if (endedMemory.isNegative() || endedMemory.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.streams.ended-memory is " + endedMemory + "; allowed is 0s to 1d");
    }
    if (originMemory.compareTo(Duration.ofSeconds(1)) < 0
        || originMemory.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.streams.origin-memory is " + originMemory + "; allowed is 1s to 7d");
    }
  }
}
