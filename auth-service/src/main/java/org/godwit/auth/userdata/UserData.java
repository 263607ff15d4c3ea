package org.godwit.auth.userdata;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks session-service what it keeps of an account. Any thread; calls block. */
public final class UserData implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(UserData.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final UserDataProperties properties;
  private final String base;
  private final @Nullable String token;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /**
   * Makes the client.
   *
   * @param token what is shown to session-service; null for nothing
   */
  UserData(UserDataProperties properties, @Nullable String token) {
    this.properties = properties;
    String text = properties.url().toString();
    this.base = (text.endsWith("/") ? text : text + '/') + "internal/v1/account-data/";
    this.token = token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(properties.timeout())
            .executor(threads)
            .build();
  }

  /**
   * Returns a {@code <user/>} of XEP-0227 whose children are what is kept; null where
   * session-service does not answer.
   */
  public @Nullable XmlElement export(Jid account) {
    byte[] body = get(segment(account));
    try {
      return body == null ? null : XmlReader.parse(body);
    } catch (XmlException e) {
      failed(e);
      return null;
    }
  }

  /** Returns how much is kept, by kind; null where session-service does not answer. */
  public @Nullable Map<String, Long> count(Jid account) {
    byte[] body = get(segment(account) + "/counts");
    try {
      if (body == null) {
        return null;
      }
      Map<String, Long> counts = new LinkedHashMap<>();
      JSON.readTree(body)
          .properties()
          .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
      return counts;
    } catch (JacksonException e) {
      failed(e);
      return null;
    }
  }

  /**
   * Waits until nothing is kept any more, as long as is configured, and returns what is left; null
   * where session-service does not answer.
   */
  public @Nullable Map<String, Long> leftOf(Jid account) {
    long end = System.nanoTime() + properties.erasureWait().toNanos();
    while (true) {
      Map<String, Long> left = count(account);
      boolean isOver = left != null && left.values().stream().allMatch(count -> count == 0);
      if (isOver || System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return left;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private byte @Nullable [] get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(properties.timeout());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() == 200) {
        return response.body();
      }
      LOGGER
          .atWarn()
          .addKeyValue("status", response.statusCode())
          .log("session-service does not tell what it keeps of an account");
      return null;
    } catch (IOException e) {
      failed(e);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static void failed(Exception failure) {
    // Its message may quote the answer.
    LOGGER
        .atWarn()
        .addKeyValue("error", failure.getClass().getName())
        .log("session-service does not tell what it keeps of an account");
  }

  private static String segment(Jid account) {
    return URLEncoder.encode(account.bareText(), StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
