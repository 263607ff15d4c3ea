package org.godwit.muc.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rooms are kept in the database.
 *
 * @param writeBatch how many rooms' changes share a transaction, 1 to 10000, default 500. More of
 *     them cost fewer commits; a batch is repeated as a whole when the database fails
 * @param readers how many reads run at a time, 1 to 100, default 8. Below the size of the
 *     connection pool, because the writer needs a connection, too
 * @param readTimeout how long a read waits for writes before it, 1 s to 5 min, default 10 s. After
 *     that the request that needs it is refused
 */
@Validated
@ConfigurationProperties("xmpp.muc.store")
public record StoreProperties(
    @DefaultValue("500")
        @Min(value = 1, message = "must be from 1 to 10000")
        @Max(value = 10_000, message = "must be from 1 to 10000")
        int writeBatch,
    @DefaultValue("8")
        @Min(value = 1, message = "must be from 1 to 100")
        @Max(value = 100, message = "must be from 1 to 100")
        int readers,
    @DefaultValue("10s") Duration readTimeout) {

  /** Refuses a time out of range. */
  public StoreProperties {
    if (readTimeout.compareTo(Duration.ofSeconds(1)) < 0
        || readTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.muc.store.read-timeout is " + readTimeout + ": must be from 1 s to 5 min");
    }
  }
}
