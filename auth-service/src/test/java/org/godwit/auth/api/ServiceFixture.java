package org.godwit.auth.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.godwit.auth.AuthServiceApplication;
import org.godwit.auth.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a free port, and a plain HTTP client for it. */
final class ServiceFixture implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable String token;

  ServiceFixture(String name, String... settings) {
    List<String> arguments = new ArrayList<>(TestDatabase.arguments(name));
    arguments.addAll(Arrays.asList(settings));
    context = AuthServiceApplication.builder().run(arguments.toArray(String[]::new));
  }

  /** Sends {@code bearer} with each request from now on; null for none. */
  void as(@Nullable String bearer) {
    token = bearer;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void removeAccounts() {
    context.getBean(JdbcTemplate.class).update("DELETE FROM auth_account");
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, Map<String, ?> body) {
    return send(request(path).POST(json(body)));
  }

  Answer put(String path, Map<String, ?> body) {
    return send(request(path).PUT(json(body)));
  }

  Answer put(String path, Map<String, ?> body, String ifMatch) {
    return send(request(path).header("If-Match", ifMatch).PUT(json(body)));
  }

  Answer post(String path, Map<String, ?> body, String idempotencyKey) {
    return send(request(path).header("Idempotency-Key", idempotencyKey).POST(json(body)));
  }

  Answer postText(String path, String contentType, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private URI uri(String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
  }

  private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
    return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Location").orElse(""),
          response.headers().firstValue("ETag").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the service answered. */
  record Answer(int status, String contentType, String location, String etag, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    /** Returns a member as text, or null where it is null or absent. */
    @Nullable String text(String member) {
      JsonNode value = json().get(member);
      return value == null || value.isNull() ? null : value.asString();
    }

    /** Returns a problem in one line: status, media type and condition. */
    String problem() {
      return status + " " + contentType + " " + text("condition");
    }
  }
}
