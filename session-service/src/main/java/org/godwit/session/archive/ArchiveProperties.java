package org.godwit.session.archive;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.godwit.session.account.ArchiveId;
import org.godwit.session.account.ArchiveSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are archived (XEP-0313).
 *
 * @param enabled whether they are; default true. Without, a message between two online users costs
 *     one record and no row; with it, two records and two rows.
 * @param defaultPolicy what is archived for accounts that have set no preferences (XEP-0441):
 *     {@code always}, {@code never} or {@code roster}; default {@code always}
 * @param generation how often the log was begun anew while this archive was kept, 0 to 1023;
 *     default 0. Raise it by one with each new Kafka installation on an old database: ids of a
 *     later generation follow all of an earlier one.
 * @param pageMax messages of one page, 1 to 1000; default 250. A client that asks for more, or for
 *     no number, gets that many and asks again.
 * @param pageBytesMax bytes of one page, 1KB to 16MB; default 1MB; a page has one message at least
 * @param idsMax ids that one query may name, 1 to 1000; default 100
 * @param preferencesMax JIDs in an account's preferences, 0 to 10000; default 500
 * @param writeBatch changes that share a transaction, 1 to 10000; default 200. Raising it helps a
 *     database with slow commits.
 * @param readers queries at once, 1 to 256; default 4. With those of offline messages and two
 *     writers they must fit into the connection pool.
 * @param readTimeout how long a query waits for the account's own pending writes, 100ms to 1m;
 *     default 5s
 */
@Validated
@ConfigurationProperties("xmpp.session.archive")
public record ArchiveProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("always") ArchivePreferences.Policy defaultPolicy,
    @DefaultValue("0") @Min(0) @Max(ArchiveId.GENERATION_MAX) int generation,
    @DefaultValue("250") @Min(1) @Max(1000) int pageMax,
    @DefaultValue("1MB") DataSize pageBytesMax,
    @DefaultValue("100") @Min(1) @Max(1000) int idsMax,
    @DefaultValue("500") @Min(0) @Max(10_000) int preferencesMax,
    @DefaultValue("200") @Min(1) @Max(10_000) int writeBatch,
    @DefaultValue("4") @Min(1) @Max(256) int readers,
    @DefaultValue("5s") Duration readTimeout) {

  /** Checks what annotations cannot say. */
  public ArchiveProperties {
    if (pageBytesMax.toBytes() < DataSize.ofKilobytes(1).toBytes()
        || pageBytesMax.toBytes() > DataSize.ofMegabytes(16).toBytes()) {
      throw new IllegalArgumentException(
          "xmpp.session.archive.page-bytes-max is " + pageBytesMax + "; allowed is 1KB to 16MB");
    }
    if (readTimeout.compareTo(Duration.ofMillis(100)) < 0
        || readTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.archive.read-timeout is " + readTimeout + "; allowed is 100ms to 1m");
    }
  }

  /** Returns what decisions need to know. */
  public ArchiveSettings settings() {
    return new ArchiveSettings(enabled, generation);
  }
}
