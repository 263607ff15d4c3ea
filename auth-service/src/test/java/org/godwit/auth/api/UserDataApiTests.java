package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and erasures with a session-service that says what a test wants. */
class UserDataApiTests {

  private static final String ACCOUNT = "/api/v1/accounts/o%5C27neil@localhost";

  @TempDir static Path folder;

  private static final List<String> requests = new CopyOnWriteArrayList<>();
  private static final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private static HttpServer session;
  private static ServiceFixture service;

  @BeforeAll
  static void start() throws IOException {
    session = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    session.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestHeaders().getFirst("Authorization")
                  + ' '
                  + exchange.getRequestURI().getRawPath());
          String answer = answers.poll();
          byte[] bytes = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 500 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    session.start();
    Path token = Files.writeString(folder.resolve("token"), "token-of-16-chars\n");
    service =
        new ServiceFixture(
            "userdata",
            "--xmpp.auth.user-data.url=http://127.0.0.1:" + session.getAddress().getPort(),
            "--xmpp.auth.user-data.token-file=" + token);
  }

  @AfterAll
  static void stop() {
    service.close();
    session.stop(0);
  }

  @BeforeEach
  void create() {
    service.removeAccounts();
    requests.clear();
    answers.clear();
    service.post(
        "/api/v1/accounts", Map.of("account", "o\\27neil@localhost", "password", "secret"));
  }

  @Test
  void exportIsOneDocument() {
    // Given
    answers.add("<user xmlns='urn:xmpp:pie:0' name='x'><vCard xmlns='vcard-temp'/></user>");

    // When
    ServiceFixture.Answer document = service.get(ACCOUNT + "/export");

    // Then
    assertThat(document.status()).isEqualTo(200);
    assertThat(document.body())
        .contains("<user name=\"o\\27neil\"><vCard xmlns=\"vcard-temp\"/></user>");
    assertThat(requests)
        .containsExactly(
            "Bearer token-of-16-chars /internal/v1/account-data/o%5C27neil%40localhost");
  }

  @Test
  void halfAnExportIsNone() {
    // Given: an answer that is no XML, and then none.
    answers.add("<user");

    // When // Then
    assertThat(service.get(ACCOUNT + "/export").problem())
        .isEqualTo("503 application/problem+json resource-constraint");
    assertThat(service.get(ACCOUNT + "/export").problem())
        .isEqualTo("503 application/problem+json resource-constraint");
  }

  @Test
  void erasureWaitsUntilNothingIsLeft() {
    // Given
    answers.addAll(
        List.of(
            "{\"contacts\":2,\"vcards\":1}",
            "{\"contacts\":2,\"vcards\":0}",
            "{\"contacts\":0,\"vcards\":0}"));

    // When
    ServiceFixture.Answer report = service.post(ACCOUNT + "/erasure", Map.of());

    // Then
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.json().get("complete").asBoolean()).isTrue();
    assertThat(report.json().get("accountRemoved").asBoolean()).isTrue();
    assertThat(report.json().get("erased").get("contacts").asInt()).isEqualTo(2);
    assertThat(report.json().get("erased").get("vcards").asInt()).isEqualTo(1);
    assertThat(requests).hasSize(3);
    assertThat(service.get(ACCOUNT).status()).isEqualTo(404);
  }

  @Test
  void nothingIsErasedThatCannotBeReported() {
    // When
    ServiceFixture.Answer report = service.post(ACCOUNT + "/erasure", Map.of());

    // Then
    assertThat(report.problem()).isEqualTo("503 application/problem+json resource-constraint");
    assertThat(service.get(ACCOUNT).status()).isEqualTo(200);
    assertThat(service.post("/api/v1/accounts/nobody@localhost/erasure", Map.of()).problem())
        .isEqualTo("404 application/problem+json item-not-found");
  }
}
