package org.godwit.session.directory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How auth-service is called.
 *
 * @param url where it is, an absolute http or https address; default http://127.0.0.1:9091
 * @param connectTimeout how long a connection may take to open, 10ms to 1m; default 1s
 * @param readTimeout how long an answer may take, 10ms to 1m; default 3s. Lowering it makes a slow
 *     service count as absent sooner.
 * @param concurrentCallsMax calls under way at once, 1 to 10000; default 64; more wait for their
 *     turn
 */
@Validated
@ConfigurationProperties("xmpp.auth-client")
public record AuthClientProperties(
    @DefaultValue("http://127.0.0.1:9091") URI url,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("3s") Duration readTimeout,
    @DefaultValue("64") @Min(1) @Max(10_000) int concurrentCallsMax) {

  /** Checks what annotations cannot say. */
  public AuthClientProperties {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "xmpp.auth-client.url is " + url + "; allowed is an absolute http or https address");
    }
    within("xmpp.auth-client.connect-timeout", connectTimeout);
    within("xmpp.auth-client.read-timeout", readTimeout);
  }

  private static void within(String key, Duration value) {
    if (value.compareTo(Duration.ofMillis(10)) < 0 || value.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed is 10ms to 1m");
    }
  }
}
