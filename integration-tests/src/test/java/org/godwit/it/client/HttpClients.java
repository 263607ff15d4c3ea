package org.godwit.it.client;

import java.net.http.HttpClient;
import org.godwit.it.server.ServerAddress;

/** HTTP clients that trust the server under test. */
public final class HttpClients {

  private HttpClients() {}

  /** Returns one; any thread. */
  public static HttpClient of(ServerAddress server) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(new PinnedTrust(server.certificate()).context())
        .build();
  }
}
