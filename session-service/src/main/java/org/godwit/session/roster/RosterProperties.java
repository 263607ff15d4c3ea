package org.godwit.session.roster;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rosters (RFC 6121, section 2).
 *
 * @param itemsMax contacts of one account, 0 to 100000; default 2000. Past it a client gets
 *     resource-constraint. An online account's roster is in memory, about 300 bytes for each.
 * @param requestsMax subscription requests of one account that wait for an answer, 0 to 100000;
 *     default 500. Past it a request is dropped.
 * @param nameCharsMax characters of a contact's name, 1 to 1023; default 256
 * @param groupCharsMax characters of a group's name, 1 to 1023; default 256
 * @param groupsMax groups of one contact, 0 to 1000; default 50
 * @param managedHosts virtual hosts whose rosters clients may read and not change, because the
 *     business system manages them; default none
 * @param remembered rosters that are kept in memory for those who ask for a contact's, 0 to
 *     1000000; default 10000
 * @param readers queries at once, 1 to 256; default 4. Together with what else uses the connection
 *     pool it should not exceed that.
 * @param writers transactions at once, 1 to 256; default 2
 * @param readTimeout how long a read waits, 100ms to 1m; default 3s. While the database is away, a
 *     user who comes online waits that long.
 */
@Validated
@ConfigurationProperties("xmpp.session.roster")
public record RosterProperties(
    @DefaultValue("2000") @Min(0) @Max(100_000) int itemsMax,
    @DefaultValue("500") @Min(0) @Max(100_000) int requestsMax,
    @DefaultValue("256") @Min(1) @Max(1023) int nameCharsMax,
    @DefaultValue("256") @Min(1) @Max(1023) int groupCharsMax,
    @DefaultValue("50") @Min(0) @Max(1000) int groupsMax,
    @DefaultValue List<String> managedHosts,
    @DefaultValue("10000") @Min(0) @Max(1_000_000) int remembered,
    @DefaultValue("4") @Min(1) @Max(256) int readers,
    @DefaultValue("2") @Min(1) @Max(256) int writers,
    @DefaultValue("3s") Duration readTimeout) {

  /** Checks what annotations cannot say. */
  public RosterProperties {
    managedHosts = List.copyOf(managedHosts);
    if (readTimeout.compareTo(Duration.ofMillis(100)) < 0
        || readTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.session.roster.read-timeout is " + readTimeout + "; allowed is 100ms to 1m");
    }
  }
}
