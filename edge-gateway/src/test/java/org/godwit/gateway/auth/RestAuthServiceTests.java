package org.godwit.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.godwit.gateway.netty.StepConnections;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.client.RestClient;

/** The REST contract with auth-service, and what happens without it. */
class RestAuthServiceTests {
  private static final SaslStep STEP =
      new SaslStep(
          "localhost",
          "PLAIN",
          null,
          "AGEAYg==",
          true,
          "192.0.2.1",
          new SecureChannel(Map.of("tls-exporter", "AAAA"), List.of("alice@localhost")),
          List.of("PLAIN"),
          new TokenWish("d4565fa7-4d72-4749-b3d3-740edbf87770", "HT-SHA-256-NONE", false, true));

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> peers = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private RestAuthService service;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          peers.add(exchange.getRemoteAddress());
          requests.add(
              exchange.getRequestMethod()
                  + ' '
                  + exchange.getRequestURI()
                  + ' '
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    service = service(server.getAddress().getPort(), Duration.ofSeconds(10));
  }

  private static RestAuthService service(int port, Duration timeout) {
    AuthClientProperties properties =
        new AuthClientProperties(
            URI.create("http://127.0.0.1:" + port),
            Duration.ofSeconds(5),
            timeout,
            16,
            4,
            64,
            50,
            10,
            Duration.ofSeconds(60),
            Duration.ofSeconds(0));
    return new RestAuthService(
        properties, RestClient.builder(), new StepConnections(properties), () -> {});
  }

  @AfterEach
  void stop() {
    service.close();
    server.stop(0);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void stepIsSentWholeAndItsOutcomeUnderstood() throws Exception {
    // Given
    body = "{\"outcome\":\"SUCCESS\",\"data\":null,\"account\":\"alice@localhost\"}";

    // When
    SaslAnswer answer = get(service.step(STEP, () -> true));

    // Then
    assertThat(answer).isEqualTo(new SaslAnswer.Success(null, Jid.of("alice@localhost"), null));
    assertThat(requests.getFirst())
        .startsWith("POST /internal/v1/sasl/steps ")
        .contains("\"domain\":\"localhost\"", "\"mechanism\":\"PLAIN\"", "\"data\":\"AGEAYg==\"")
        .contains("\"tls\":true", "\"address\":\"192.0.2.1\"")
        .contains("\"channelBindings\":{\"tls-exporter\":\"AAAA\"}", "\"offered\":[\"PLAIN\"]")
        .contains("\"certificateNames\":[\"alice@localhost\"]")
        .contains(
            "\"token\":{\"agentId\":\"d4565fa7-4d72-4749-b3d3-740edbf87770\","
                + "\"requested\":\"HT-SHA-256-NONE\",\"used\":false,\"invalidates\":true}");
  }

  @Test
  void stepsShareKeptConnections() throws Exception {
    // Given
    body = "{\"outcome\":\"FAILURE\",\"condition\":\"not-authorized\",\"text\":null}";
    List<CompletionStage<SaslAnswer>> answers = new ArrayList<>();

    // When
    for (int i = 0; i < 16; i++) {
      answers.add(service.step(STEP, () -> true));
    }

    // Then
    for (CompletionStage<SaslAnswer> answer : answers) {
      assertThat(get(answer)).isEqualTo(new SaslAnswer.Failure("not-authorized", null));
    }
    assertThat(requests).hasSize(16);
    assertThat(Set.copyOf(peers)).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void failedStepsCostOthersNothing() throws Exception {
    // Given
    body = "{\"outcome\":\"CHALLENGE\",\"data\":\"AA==\",\"state\":\"s\"}";
    status = 500;
    get(service.step(STEP, () -> true));
    status = 200;
    List<CompletionStage<SaslAnswer>> answers = new ArrayList<>();

    // When
    for (int i = 0; i < 16; i++) {
      answers.add(service.step(STEP, () -> true));
    }

    // Then
    for (CompletionStage<SaslAnswer> answer : answers) {
      assertThat(get(answer)).isEqualTo(new SaslAnswer.Challenge("AA==", "s"));
    }
  }

  /** A peer that takes a step and says nothing, or hangs up, and one that answers afterwards. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void silentPeerCostsOneStepItsTimeAndTheNextNothing(boolean hangsUp) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        RestAuthService hasty = service(socket.getLocalPort(), Duration.ofSeconds(2))) {
      CompletionStage<SaslAnswer> first = hasty.step(STEP, () -> true);
      Socket silent = socket.accept();
      if (hangsUp) {
        silent.close();
      }
      assertThat(get(first)).isInstanceOf(SaslAnswer.Failure.class);

      CompletionStage<SaslAnswer> second = hasty.step(STEP, () -> true);
      try (Socket peer = socket.accept()) {
        byte[] answer = "{\"outcome\":\"FAILURE\",\"condition\":\"aborted\"}".getBytes(UTF_8);
        peer.getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length + "\r\n\r\n")
                    .getBytes(UTF_8));
        peer.getOutputStream().write(answer);

        assertThat(get(second)).isEqualTo(new SaslAnswer.Failure("aborted", null));
      }
      silent.close();
    }
  }

  @Test
  void tokenIsUnderstood() throws Exception {
    // Given
    body =
        "{\"outcome\":\"SUCCESS\",\"data\":\"AA==\",\"account\":\"alice@localhost\","
            + "\"token\":\"secret\",\"tokenExpiry\":\"2030-01-01T00:00:00Z\"}";

    // When
    SaslAnswer answer = get(service.step(STEP, () -> true));

    // Then
    SaslAnswer.Token token = new SaslAnswer.Token("secret", "2030-01-01T00:00:00Z");
    assertThat(answer).isEqualTo(new SaslAnswer.Success("AA==", Jid.of("alice@localhost"), token));
    assertThat(token.toString() + STEP).doesNotContain("secret", "AAAA");
  }

  @Test
  void challengeAndFailureAreUnderstood() throws Exception {
    body = "{\"outcome\":\"CHALLENGE\",\"data\":\"AA==\",\"state\":\"s\"}";
    assertThat(get(service.step(STEP, () -> true)))
        .isEqualTo(new SaslAnswer.Challenge("AA==", "s"));

    body = "{\"outcome\":\"FAILURE\",\"condition\":\"not-authorized\",\"text\":null}";
    assertThat(get(service.step(STEP, () -> true)))
        .isEqualTo(new SaslAnswer.Failure("not-authorized", null));
  }

  @Test
  void failureThatOthersBroughtAboutIsUnderstood() throws Exception {
    // Given
    body =
        "{\"outcome\":\"FAILURE\",\"condition\":\"temporary-auth-failure\",\"text\":\"t\","
            + "\"retryAfter\":4}";

    // When // Then
    assertThat(get(service.step(STEP, () -> true)))
        .isEqualTo(new SaslAnswer.Failure("temporary-auth-failure", "t", true));
  }

  @Test
  void invitationIsAskedForAndItsAnswersUnderstood() throws Exception {
    // When
    status = 204;
    RegistrationAnswer good = get(service.checkInvite("localhost", new InviteToken("t0k3n")));
    status = 404;
    body = "{\"condition\":\"item-not-found\",\"detail\":\"No.\"}";
    RegistrationAnswer bad = get(service.checkInvite("localhost", new InviteToken("t0k3n")));

    // Then
    assertThat(good).isEqualTo(new RegistrationAnswer.Invited());
    assertThat(bad)
        .isEqualTo(
            new RegistrationAnswer.Refused(
                StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "No.")));
    assertThat(requests.getFirst())
        .startsWith("POST /internal/v1/invites/checks ")
        .contains("{\"domain\":\"localhost\",\"invite\":\"t0k3n\"}");
  }

  @ParameterizedTest
  @CsvSource({"500, ''", "200, '{}'", "200, 'nonsense'", "404, ''"})
  void anythingElseIsATemporaryFailure(int code, String content) throws Exception {
    // Given
    status = code;
    body = content;

    // When
    SaslAnswer answer = get(service.step(STEP, () -> true));

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            SaslAnswer.Failure.class,
            failure -> assertThat(failure.condition()).isEqualTo("temporary-auth-failure"));
  }

  @Test
  void circuitOpensAndSparesAServiceThatFails() throws Exception {
    // Given
    status = 500;
    for (int i = 0; i < 10; i++) {
      get(service.step(STEP, () -> true));
    }
    int before = requests.size();

    // When
    SaslAnswer answer = get(service.step(STEP, () -> true));

    // Then
    assertThat(answer).isInstanceOf(SaslAnswer.Failure.class);
    assertThat(requests).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "409, '{\"condition\":\"conflict\"}', CONFLICT",
    "403, '{\"condition\":\"not-allowed\"}', NOT_ALLOWED",
    "400, '{\"condition\":\"jid-malformed\",\"detail\":\"Bad.\"}', JID_MALFORMED",
    "409, '{}', CONFLICT",
    "403, '{}', NOT_ALLOWED",
    "400, '{}', NOT_ACCEPTABLE",
    "503, '', INTERNAL_SERVER_ERROR"
  })
  void refusedRegistrationNamesItsReason(int code, String content, StanzaErrorCondition condition)
      throws Exception {
    // Given
    status = code;
    body = content;

    // When
    RegistrationAnswer answer =
        get(
            service.register(
                new Registration("localhost", "a", "b", null, new InviteToken("t0k3n"))));

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            RegistrationAnswer.Refused.class,
            refused -> assertThat(refused.error().condition()).isEqualTo(condition));
  }

  @Test
  void domainIsRememberedWhileAuthServiceIsAway() throws Exception {
    // Given
    body =
        "{\"domain\":\"localhost\",\"registration\":\"open\",\"mechanisms\":[\"X\"],"
            + "\"fast\":true}";
    DomainPolicy first = get(service.domain("localhost"));
    status = 500;

    // When
    DomainPolicy later = get(service.domain("localhost"));
    DomainPolicy other = get(service.domain("example.org"));

    // Then
    assertThat(first).isEqualTo(new DomainPolicy(true, true, List.of("X"), true));
    assertThat(later).isEqualTo(first);
    assertThat(other).isEqualTo(DomainPolicy.UNKNOWN);
  }

  @Test
  void registrationThatSucceedsIsSentOnce() throws Exception {
    // Given
    status = 201;
    body = "{\"account\":\"a@localhost\"}";

    // When
    RegistrationAnswer answer =
        get(
            service.register(
                new Registration("localhost", "a", "b", null, new InviteToken("t0k3n"))));

    // Then
    assertThat(answer).isEqualTo(new RegistrationAnswer.Registered());
    assertThat(requests)
        .singleElement()
        .satisfies(request -> assertThat(request).startsWith("POST /internal/v1/registrations "));
  }
}
