package org.godwit.auth.account.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A company's user service in this process, on a free port of the loopback address. */
public final class TestUserService implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final String token;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private volatile int status = 200;

  /** Starts it; it answers those who show {@code token}. */
  public TestUserService(String token) {
    this.token = token;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/users", this::answer);
    server.start();
  }

  /** Adds a user; one whose name begins with "x" may not log in. */
  public void add(String account, String password) {
    passwords.put(account, password);
  }

  /** Answers with that status from now on. */
  public void answerWith(int next) {
    status = next;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/users";
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isKnown =
        ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
    byte[] answer =
        JSON.writeValueAsString(Map.of("outcome", outcome(question)))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(isKnown ? status : 401, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String outcome(JsonNode question) {
    String username = question.path("username").asString();
    String password = passwords.get(username + '@' + question.path("domain").asString());
    if (password == null) {
      return "unknown";
    }
    if (!question.has("password")) {
      return "known";
    }
    if (!password.equals(question.path("password").asString())) {
      return "wrong";
    }
    return username.startsWith("x") ? "disabled" : "right";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
