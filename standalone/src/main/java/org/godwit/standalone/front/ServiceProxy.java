package org.godwit.standalone.front;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes requests on to one service and its answers back, as they are. Runs on the request's own
 * virtual thread.
 */
final class ServiceProxy {

  /** Headers that belong to one connection (RFC 9110, section 7.6.1) or that the client sets. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpClient client;
  private final URI service;
  private final Duration timeout;
  private final int bodyBytesMax;

  ServiceProxy(HttpClient client, URI service, Duration timeout, DataSize bodyMax) {
    this.client = client;
    this.service = service;
    this.timeout = timeout;
    this.bodyBytesMax = Math.toIntExact(bodyMax.toBytes());
  }

  ServerResponse handle(ServerRequest request) throws IOException, InterruptedException {
    byte[] body = body(request);
    if (body.length > bodyBytesMax) {
      return problem(HttpStatus.CONTENT_TOO_LARGE, "The body may have " + bodyBytesMax + " bytes.");
    }
    try {
      return answer(client.send(outgoing(request, body), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (HttpTimeoutException e) {
      return problem(HttpStatus.GATEWAY_TIMEOUT, "The service did not answer in time.");
    } catch (IOException e) {
      return problem(HttpStatus.BAD_GATEWAY, "The service cannot be reached.");
    }
  }

  private byte[] body(ServerRequest request) throws IOException {
    try (InputStream stream = request.servletRequest().getInputStream()) {
      return stream.readNBytes(bodyBytesMax + 1);
    }
  }

  /** The path and the query go on as they were written, without being decoded. */
  private HttpRequest outgoing(ServerRequest request, byte[] body) {
    String query = request.servletRequest().getQueryString();
    String target = request.servletRequest().getRequestURI() + (query == null ? "" : '?' + query);
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(service.resolve(target))
            .timeout(timeout)
            .method(
                request.method().name(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    request
        .headers()
        .asHttpHeaders()
        .forEach((name, values) -> {
          if (isPassedOn(name)) {
            values.forEach(value -> outgoing.header(name, value));
          }
        });
    return outgoing.build();
  }

  private static ServerResponse answer(HttpResponse<byte[]> response) {
    ServerResponse.BodyBuilder answer = ServerResponse.status(response.statusCode());
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (isPassedOn(name)) {
            answer.header(name, values.toArray(String[]::new));
          }
        });
    return answer.build((servletRequest, servletResponse) -> {
      servletResponse.getOutputStream().write(response.body());
      return null;
    });
  }

  private static ServerResponse problem(HttpStatus status, String detail) {
    return ServerResponse.status(status)
        .header("Content-Type", "application/problem+json")
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }

  private static boolean isPassedOn(String header) {
    return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }
}
