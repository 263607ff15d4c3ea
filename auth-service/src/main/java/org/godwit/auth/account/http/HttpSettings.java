package org.godwit.auth.account.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A user service over HTTP.
 *
 * @param url where it is, {@code https://host:port/path}; plain {@code http:} on this machine only,
 *     because passwords go there
 * @param tokenFile file with a bearer token (RFC 6750) on its first line; null for none
 */
public record HttpSettings(URI url, @Nullable Path tokenFile) {

  /** Refuses where passwords could be read on the way. */
  public HttpSettings {
    if (url == null || url.getHost() == null || !isSafe(url)) {
      throw new IllegalArgumentException(
          "xmpp.auth.repositories.http.<name>.url is '"
              + url
              + "': an https address is allowed, and http on a loopback address.");
    }
  }

  private static boolean isSafe(URI url) {
    return switch (String.valueOf(url.getScheme())) {
      case "https" -> true;
      case "http" -> isLoopback(url.getHost());
      default -> false;
    };
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
