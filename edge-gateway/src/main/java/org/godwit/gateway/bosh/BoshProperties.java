package org.godwit.gateway.bosh;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.godwit.gateway.socket.SocketProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The listener for BOSH (XEP-0124, XEP-0206), both {@code http} and {@code https} on one port.
 *
 * @param enabled whether it listens; default true
 * @param bindAddress address to listen on; default {@code 127.0.0.1}; {@code 0.0.0.0} is every one
 * @param port TCP port, 0 to 65535; default 5280; 0 takes any free one
 * @param path path of its URL; default {@code /http-bind}
 * @param bodyMax bytes of one request's body, 10000 B to 16 MB; default 512 KB; more is answered
 *     with HTTP status 413
 * @param waitMax how long a request may be held, 1s to 10m; default 60s; a client may wish for less
 * @param holdMax requests held per session, 1 to 5; default 1; a client may send one more than are
 *     held, and past that its session ends with policy-violation
 * @param polling how far apart empty requests must be where none is held, 0s to 1m; default 2s; a
 *     session that polls faster ends with policy-violation
 * @param inactivity how long a session may be without a request, 1s to 10m; default 30s; then its
 *     stanzas go back to the account; a session that polls may be silent twice as long
 * @param pauseMax how long a client may ask to be silent, 1s to 1h; default 2m
 * @param sessionsMax sessions of this gateway, 1 to 10000000; default 100000; more are refused with
 *     policy-violation
 * @param idleTimeout how long a connection may be without a request, 1s to 10m; default 60s
 * @param origins origins whose pages may connect (CORS), {@code *} for all; default {@code *}
 * @param socket its sockets; {@code outbound-buffer} bounds what one session has not acknowledged
 */
@Validated
@ConfigurationProperties("xmpp.gateway.bosh")
public record BoshProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("127.0.0.1") @NotBlank String bindAddress,
    @DefaultValue("5280") @Min(0) @Max(65_535) int port,
    @DefaultValue("/http-bind") @Pattern(regexp = "/[A-Za-z0-9/._~-]*") String path,
    @DefaultValue("512KB") DataSize bodyMax,
    @DefaultValue("60s") Duration waitMax,
    @DefaultValue("1") @Min(1) @Max(5) int holdMax,
    @DefaultValue("2s") Duration polling,
    @DefaultValue("30s") Duration inactivity,
    @DefaultValue("2m") Duration pauseMax,
    @DefaultValue("100000") @Min(1) @Max(10_000_000) int sessionsMax,
    @DefaultValue("60s") Duration idleTimeout,
    @DefaultValue("*") @NotEmpty List<String> origins,
    @DefaultValue @NestedConfigurationProperty SocketProperties socket) {
  private static final long BODY_BYTES_MIN = 10_000;
  private static final long BODY_BYTES_MAX = 16 * 1024 * 1024;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /** Checks the ranges that annotations cannot express. */
  public BoshProperties {
    socket.check("xmpp.gateway.bosh.socket");
    origins = List.copyOf(origins);
    if (bodyMax.toBytes() < BODY_BYTES_MIN || bodyMax.toBytes() > BODY_BYTES_MAX) {
      throw refused("body-max", bodyMax, "between 10000B and 16MB");
    }
    between("wait-max", waitMax, SECOND, TEN_MINUTES);
    between("polling", polling, Duration.ZERO, Duration.ofMinutes(1));
    between("inactivity", inactivity, SECOND, TEN_MINUTES);
    between("pause-max", pauseMax, SECOND, Duration.ofHours(1));
    between("idle-timeout", idleTimeout, SECOND, TEN_MINUTES);
  }

  private static void between(String key, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw refused(key, value, "between " + min + " and " + max);
    }
  }

  private static IllegalArgumentException refused(String key, Object value, String allowed) {
    return new IllegalArgumentException(
        "xmpp.gateway.bosh." + key + " is " + value + " but must be " + allowed);
  }
}
