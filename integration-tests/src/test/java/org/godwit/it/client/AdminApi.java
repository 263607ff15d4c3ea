package org.godwit.it.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.godwit.it.server.ServerAddress;
import org.jspecify.annotations.Nullable;

/** The administrators' REST API of a server under test, at its front. Any thread. */
public final class AdminApi implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  /** Speaks to {@code server} without a token. */
  public AdminApi(ServerAddress server) {
    this.base = "http://127.0.0.1:" + server.ports().front() + "/api/v1";
  }

  /** Sends a request; {@code json} is its body, null for none. */
  public HttpResponse<String> send(String method, String path, @Nullable String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request and returns the status of its answer. */
  public int status(String method, String path, @Nullable String json) {
    return send(method, path, json).statusCode();
  }

  @Override
  public void close() {
    http.close();
  }
}
