package org.godwit.session.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.xep0077_register.AccountRegistry.Outcome;
import org.godwit.session.xep0401_invites.InviteRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client of auth-service against a server that answers what a test wants. */
class RestAccountsTests {

  private static final Jid ALICE = Jid.of("alice@localhost");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "{}";
  private HttpServer server;
  private RestAccounts accounts;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String sent =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath() + ' ' + sent);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          boolean empty = status == 204;
          exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
          if (!empty) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    accounts =
        new DirectoryConfiguration()
            .restAccounts(
                new AuthClientProperties(url, Duration.ofSeconds(5), Duration.ofSeconds(20), 4),
                new DirectoryProperties(100, Duration.ofMinutes(1), Duration.ofMinutes(1)));
  }

  @AfterEach
  void stop() {
    accounts.close();
    server.stop(0);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void anAccountThatExistsIsAskedForOnce() {
    // When
    boolean first = get(accounts.exists(ALICE));
    boolean second = get(accounts.exists(ALICE));

    // Then
    assertThat(first && second).isTrue();
    assertThat(requests).containsExactly("GET /internal/v1/accounts/alice@localhost ");
  }

  @Test
  void anAccountThatDoesNotExistIsRememberedToo() {
    // Given
    status = 404;

    // Then
    assertThat(get(accounts.exists(ALICE))).isFalse();
    assertThat(get(accounts.exists(ALICE))).isFalse();
    assertThat(requests).hasSize(1);
  }

  @Test
  void aServiceInTroubleMeansThatTheAccountMayExistAndIsAskedAgain() {
    // Given
    status = 503;

    // Then
    assertThat(get(accounts.exists(ALICE))).isTrue();
    status = 404;
    assertThat(get(accounts.exists(ALICE))).isFalse();
  }

  @Test
  void aRepositoryThatIsAwayIsNoFailureOfTheService() {
    // Given: more answers than would open the circuit.
    status = 424;
    for (int i = 0; i < 20; i++) {
      assertThat(get(accounts.exists(ALICE))).isTrue();
    }

    // When
    status = 404;

    // Then
    assertThat(get(accounts.exists(ALICE))).isFalse();
    assertThat(requests).hasSize(21);
  }

  @Test
  void aServiceThatIsAwayIsNotAskedForEver() {
    // Given
    server.stop(0);

    // When
    for (int i = 0; i < 30; i++) {
      assertThat(get(accounts.exists(Jid.of("user" + i + "@localhost")))).isTrue();
    }

    // Then: the breaker is open, and a change is refused without a call.
    assertThat(get(accounts.changePassword(ALICE, "x"))).isEqualTo(new Outcome.Unavailable());
  }

  @Test
  void aPasswordIsChanged() {
    // Given
    status = 204;

    // Then
    assertThat(get(accounts.changePassword(ALICE, "n\u00e9w"))).isEqualTo(new Outcome.Done());
    assertThat(requests)
        .containsExactly(
            "PUT /internal/v1/accounts/alice@localhost/password {\"password\":\"n\u00e9w\"}");
  }

  @Test
  void aRefusedPasswordCarriesItsCondition() {
    // Given
    status = 400;
    body = "{\"condition\":\"not-acceptable\"}";

    // Then
    assertThat(get(accounts.changePassword(ALICE, "x")))
        .isEqualTo(new Outcome.Refused(StanzaErrorCondition.NOT_ACCEPTABLE));
  }

  @Test
  void invitationIsMadeOrRefused() {
    // When
    InviteRegistry.Wish wish = new InviteRegistry.Wish(ALICE, null, true, false);
    body = "{\"uri\":\"xmpp:x\",\"expires\":\"2030-01-01T00:00:00Z\"}";
    InviteRegistry.Answer made = get(accounts.invite(wish));
    status = 409;
    body = "{\"condition\":\"resource-constraint\"}";
    InviteRegistry.Answer refused = get(accounts.invite(wish));
    status = 503;
    InviteRegistry.Answer unavailable = get(accounts.invite(wish));

    // Then
    assertThat(made)
        .isEqualTo(new InviteRegistry.Answer.Made("xmpp:x", null, "2030-01-01T00:00:00Z"));
    assertThat(refused)
        .isEqualTo(new InviteRegistry.Answer.Refused(StanzaErrorCondition.RESOURCE_CONSTRAINT));
    assertThat(unavailable).isEqualTo(new InviteRegistry.Answer.Unavailable());
    assertThat(requests.getFirst())
        .startsWith("POST /internal/v1/invites ")
        .contains("\"inviter\":\"alice@localhost\"", "\"contact\":true", "\"admin\":false");
  }

  @Test
  void aRemovedAccountIsForgotten() {
    // Given
    assertThat(get(accounts.exists(ALICE))).isTrue();
    status = 204;

    // When
    Outcome outcome = get(accounts.remove(ALICE));

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Done());
    status = 404;
    assertThat(get(accounts.exists(ALICE))).isFalse();
    assertThat(get(accounts.remove(ALICE))).isEqualTo(new Outcome.Done());
  }
}
