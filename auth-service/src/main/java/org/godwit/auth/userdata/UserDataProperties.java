package org.godwit.auth.userdata;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where session-service tells what it keeps of an account; asked for exports and erasures alone.
 *
 * @param url where it is, an absolute http or https address of any instance; default
 *     http://127.0.0.1:9092
 * @param tokenFile file with the token of {@code xmpp.session.account-data.token-file} on its first
 *     line; default none
 * @param timeout how long an answer may take; 100 ms to 10 min; default 30 s
 * @param erasureWait how long an erasure is waited for before the report says that something is
 *     left; 0 s to 10 min; default 10 s
 */
@ConfigurationProperties("xmpp.auth.user-data")
@Validated
public record UserDataProperties(
    @DefaultValue("http://127.0.0.1:9092") URI url,
    @Nullable Path tokenFile,
    @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration timeout,
    @DefaultValue("10s") @DurationMin(seconds = 0) @DurationMax(minutes = 10)
        Duration erasureWait) {

  /** Refuses what is no address. */
  public UserDataProperties {
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "xmpp.auth.user-data.url is '" + url + "': an http or https address is allowed.");
    }
  }
}
