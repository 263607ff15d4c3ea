package org.godwit.muc.api;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The administrators' API under {@code /api/v1/rooms}. Without a file of tokens it is open to
 * processes of the same machine alone.
 *
 * @param enabled whether it is there at all; default true
 * @param tokensFile file with one administrator per line, as for {@code xmpp.auth.api.tokens-file};
 *     default none
 * @param checkInterval how often the file is looked at, at most; 1 s to 1 h; default 10 s
 */
@ConfigurationProperties("xmpp.muc.api")
record ApiProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable Path tokensFile,
    @DefaultValue("10s") Duration checkInterval) {

  /** Refuses a time out of range. */
  ApiProperties {
    if (checkInterval.compareTo(Duration.ofSeconds(1)) < 0
        || checkInterval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.muc.api.check-interval is " + checkInterval + ": must be from 1 s to 1 h");
    }
  }
}
