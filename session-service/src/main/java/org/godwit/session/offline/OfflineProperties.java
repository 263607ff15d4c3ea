package org.godwit.session.offline;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How offline messages are kept (XEP-0160).
 *
 * @param messagesMax offline messages of one account, 0 to 1000000; default 1000. Past it a sender
 *     gets service-unavailable. Raising it costs disk; 0 stores nothing.
 * @param deliveryBatch messages that are sent to a client before it must have taken them, 1 to
 *     10000; default 100. Raising it makes a long backlog quicker and costs memory on the way.
 * @param writeBatch changes that share a transaction, 1 to 10000; default 200. Raising it helps a
 *     database with slow commits.
 * @param readers queries at once, 1 to 256; default 8. Must stay below the size of the connection
 *     pool, which the writer uses too.
 * @param readTimeout how long a query waits for the account's own pending writes, 100ms to 1m;
 *     default 3s. While the database is away, a user who comes online waits that long for nothing
 *     before new messages go their way past the stored ones.
 * @param holdMax how long new messages wait behind stored ones that cannot be read, or that another
 *     stream has not given back yet, 0s to 1h; default 2m. Less keeps them from waiting for a
 *     database that is away, and lets them come before older ones.
 */
@Validated
@ConfigurationProperties("xmpp.session.offline")
public record OfflineProperties(
    @DefaultValue("1000") @Min(0) @Max(1_000_000) int messagesMax,
    @DefaultValue("100") @Min(1) @Max(10_000) int deliveryBatch,
    @DefaultValue("200") @Min(1) @Max(10_000) int writeBatch,
    @DefaultValue("8") @Min(1) @Max(256) int readers,
    @DefaultValue("3s") Duration readTimeout,
    @DefaultValue("2m") Duration holdMax) {

  /** Checks what annotations cannot say. */
  public OfflineProperties {
    if (readTimeout.compareTo(Duration.ofMillis(100)) < 0
        || readTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.offline.read-timeout is " + readTimeout + "; allowed is 100ms to 1m");
    }
    if (holdMax.isNegative() || holdMax.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.offline.hold-max is " + holdMax + "; allowed is 0s to 1h");
    }
  }
}
