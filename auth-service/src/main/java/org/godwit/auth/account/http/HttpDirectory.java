package org.godwit.auth.account.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.godwit.auth.account.RepositoryAwayException;
import org.godwit.auth.account.SecretFile;
import org.godwit.auth.account.UserDirectory;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Users of a service over HTTP. Any thread; calls block.
 *
 * <p>It is sent {@code POST} with JSON of {@code domain} and {@code username}, and of {@code
 * password} where one is to be checked. It answers 200 with JSON whose {@code outcome} is {@code
 * unknown} where there is no such user, else {@code known} without a password, and with one {@code
 * right}, {@code wrong}, or {@code disabled} where it is right and the user may not log in. Any
 * other answer is a failure: a misplaced address or a token that has expired makes nobody's
 * password wrong.
 */
public final class HttpDirectory implements UserDirectory, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ANSWER_BYTES_MAX = 4096;

  private final HttpSettings settings;
  private final @Nullable String token;
  private final Duration timeout;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /**
   * Makes the client.
   *
   * @param name what the configuration calls the service
   * @param timeout for connecting and for each answer
   */
  public HttpDirectory(String name, HttpSettings settings, Duration timeout) {
    this.settings = settings;
    this.token =
        settings.tokenFile() == null
            ? null
            : SecretFile.read(
                "xmpp.auth.repositories.http." + name + ".token-file", settings.tokenFile());
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .executor(threads)
            .build();
  }

  @Override
  public boolean exists(Jid account) {
    return switch (ask(account, null)) {
      case "known" -> true;
      case "unknown" -> false;
      default -> throw new RepositoryAwayException("an unknown outcome", null);
    };
  }

  @Override
  public Check check(Jid account, String password) {
    return switch (ask(account, password)) {
      case "right" -> Check.RIGHT;
      case "disabled" -> Check.DISABLED;
      case "wrong" -> Check.WRONG;
      case "unknown" -> Check.UNKNOWN;
      default -> throw new RepositoryAwayException("an unknown outcome", null);
    };
  }

  private String ask(Jid account, @Nullable String password) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("domain", account.domain());
    question.put("username", String.valueOf(account.local()));
    if (password != null) {
      question.put("password", password);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return outcome(request.build());
  }

  private String outcome(HttpRequest request) {
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new RepositoryAwayException("HTTP status " + response.statusCode(), null);
        }
        JsonNode answer = JSON.readTree(body.readNBytes(ANSWER_BYTES_MAX));
        return answer.path("outcome").asString("");
      }
    } catch (IOException | JacksonException e) {
      throw new RepositoryAwayException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RepositoryAwayException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
