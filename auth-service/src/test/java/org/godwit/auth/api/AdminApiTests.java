package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What administrators and Kubernetes see. */
class AdminApiTests {

  private static final String PROBLEM = "application/problem+json";
  private static final String ACCOUNTS = "/api/v1/accounts";

  private static ServiceFixture service;

  @BeforeAll
  static void start() {
    service =
        new ServiceFixture(
            "admin",
            "--xmpp.domains=localhost,example.com",
            "--xmpp.auth.password.iterations=4096");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void removeAccounts() {
    service.removeAccounts();
  }

  @Test
  void createdAccountIsFoundWhereItsLocationSays() {
    // When
    ServiceFixture.Answer created = create("d\\27artagnan@example.com");

    // Then: registration is closed, which does not concern administrators.
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("account")).isEqualTo("d\\27artagnan@example.com");
    assertThat(created.json().get("enabled").asBoolean()).isTrue();
    assertThat(created.text("created")).endsWith("Z");
    assertThat(service.get(created.location()).json()).isEqualTo(created.json());
  }

  @Test
  void secondAccountOfOneJidIsAConflict() {
    // Given
    create("alice@localhost");

    // When // Then
    assertThat(create("alice@localhost").problem()).isEqualTo("409 " + PROBLEM + " conflict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "alice@localhost/home", "@localhost", ""})
  void whatIsNoBareJidIsRefused(String account) {
    // When // Then
    assertThat(create(account).problem()).isEqualTo("400 " + PROBLEM + " jid-malformed");
  }

  @Test
  void localpartThatTheStoreHasNoRoomForIsRefused() {
    // When // Then
    assertThat(create("a".repeat(513) + "@localhost").problem())
        .isEqualTo("400 " + PROBLEM + " jid-malformed");
    assertThat(create("a".repeat(512) + "@localhost").status()).isEqualTo(201);
  }

  @Test
  void accountAtAForeignDomainIsNotFound() {
    // When // Then
    assertThat(create("alice@example.org").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  @Test
  void accountIsDisabledGivenAPasswordAndRemoved() {
    // Given
    create("alice@localhost");
    String path = ACCOUNTS + "/alice@localhost";

    // When
    ServiceFixture.Answer disabled = service.put(path + "/enabled", Map.of("enabled", false));
    ServiceFixture.Answer shown = service.get(path);
    ServiceFixture.Answer password = service.put(path + "/password", Map.of("password", "new"));
    ServiceFixture.Answer removed = service.delete(path);

    // Then
    assertThat(disabled.status()).isEqualTo(204);
    assertThat(shown.json().get("enabled").asBoolean()).isFalse();
    assertThat(password.status()).isEqualTo(204);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(service.get(path).problem()).isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  @Test
  void changeCanDependOnTheRevision() {
    // Given
    create("alice@localhost");
    String path = ACCOUNTS + "/alice@localhost";
    String first = service.get(path).etag();

    // When
    ServiceFixture.Answer done = service.put(path + "/enabled", Map.of("enabled", false), first);
    ServiceFixture.Answer stale = service.put(path + "/enabled", Map.of("enabled", true), first);
    ServiceFixture.Answer password =
        service.put(path + "/password", Map.of("password", "new"), first);
    ServiceFixture.Answer any = service.put(path + "/password", Map.of("password", "new"), "*");

    // Then
    assertThat(first).matches("\"[0-9]+-[0-9]+\"");
    assertThat(done.status()).isEqualTo(204);
    assertThat(stale.problem()).isEqualTo("412 " + PROBLEM + " conflict");
    assertThat(password.status()).isEqualTo(412);
    assertThat(any.status()).isEqualTo(204);
    assertThat(service.get(path).etag()).isNotEqualTo(first);
  }

  @Test
  void lastLoginIsShown() {
    // Given
    create("alice@localhost");
    String path = ACCOUNTS + "/alice@localhost";
    String before = service.get(path).text("lastLogin");

    // When
    service
        .bean(JdbcTemplate.class)
        .update("UPDATE auth_account SET last_login_ms = 1000 WHERE username = 'alice'");

    // Then
    assertThat(before).isNull();
    assertThat(service.get(path).text("lastLogin")).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(service.get(ACCOUNTS).body()).contains("\"lastLogin\":\"1970-01-01T00:00:01Z\"");
  }

  @Test
  void exportHasCredentialsOnlyWhereTheyAreAskedFor() {
    // Given
    create("alice@localhost");
    String path = ACCOUNTS + "/alice@localhost/export";

    // When
    ServiceFixture.Answer plain = service.get(path + "?data=false");
    ServiceFixture.Answer whole = service.get(path + "?data=false&credentials=true");

    // Then
    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.contentType()).isEqualTo("application/xml;charset=UTF-8");
    assertThat(plain.body()).contains("<user name=\"alice\"/>").doesNotContain("scram");
    assertThat(whole.body())
        .contains("mechanism=\"SCRAM-SHA-256\"", "<iter-count>4096</iter-count>")
        .doesNotContain("secret");
    assertThat(service.get(ACCOUNTS + "/bob@localhost/export").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(service.get(path + "?credentials=many").status()).isEqualTo(400);
  }

  @Test
  void sessionsOfAnAccountThatIsThereEnd() {
    // Given
    create("alice@localhost");

    // When // Then
    assertThat(service.delete("/api/v1/sessions/alice@localhost").status()).isEqualTo(202);
    assertThat(service.delete("/api/v1/sessions/alice@localhost?resource=phone%2Fa").status())
        .isEqualTo(202);
    assertThat(service.delete("/api/v1/sessions/alice@localhost?resource=").problem())
        .isEqualTo("400 application/problem+json jid-malformed");
    assertThat(service.delete("/api/v1/sessions/bob@localhost").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(service.delete("/api/v1/sessions/localhost").problem())
        .isEqualTo("400 " + PROBLEM + " jid-malformed");
  }

  @Test
  void listGoesFromPageToPage() {
    // Given
    List<String> all = new ArrayList<>();
    for (String domain : List.of("example.com", "localhost")) {
      for (String name : List.of("alice", "bob", "carol")) {
        create(name + "@" + domain);
        all.add(name + "@" + domain);
      }
    }

    // When
    List<String> listed = new ArrayList<>();
    int pages = 0;
    String cursor = "";
    while (cursor != null) {
      ServiceFixture.Answer page =
          service.get(ACCOUNTS + "?limit=4" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.json().get("accounts").forEach(account -> listed.add(account.get("account").asString()));
      cursor = page.text("next");
      pages++;
    }

    // Then
    assertThat(listed).isEqualTo(all);
    assertThat(pages).isEqualTo(2);
  }

  @Test
  void lastPageHasNoCursorEvenWhenItIsFull() {
    // Given
    create("alice@localhost");
    create("bob@localhost");

    // When
    ServiceFixture.Answer page = service.get(ACCOUNTS + "?domain=localhost&limit=2");

    // Then
    assertThat(page.json().get("accounts").size()).isEqualTo(2);
    assertThat(page.text("next")).isNull();
    assertThat(service.get(ACCOUNTS + "?domain=example.com").json().get("accounts").size())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "cursor=*", "cursor=bG9jYWxob3N0"})
  void wrongPageIsNotAcceptable(String query) {
    // When // Then
    assertThat(service.get(ACCOUNTS + "?" + query).problem())
        .isEqualTo("400 " + PROBLEM + " not-acceptable");
  }

  @Test
  void listOfAForeignDomainIsNotFound() {
    // When // Then
    assertThat(service.get(ACCOUNTS + "?domain=example.org").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(service.get(ACCOUNTS + "?limit=many").problem())
        .isEqualTo("400 " + PROBLEM + " bad-request");
  }

  @Test
  void openApiDescribesTheAdministratorsPartOnly() {
    // When
    JsonNode description = service.get("/v3/api-docs").json();

    // Then
    assertThat(description.get("openapi").asString()).startsWith("3.1");
    assertThat(description.get("paths").propertyNames())
        .containsExactlyInAnyOrder(
            ACCOUNTS,
            ACCOUNTS + "/{bareJid}",
            ACCOUNTS + "/{bareJid}/password",
            ACCOUNTS + "/{bareJid}/enabled",
            ACCOUNTS + "/{bareJid}/erasure",
            ACCOUNTS + "/{bareJid}/export",
            ACCOUNTS + "/{bareJid}/fast-tokens",
            "/api/v1/domains",
            "/api/v1/domains/{domain}",
            "/api/v1/invites",
            "/api/v1/invites/{id}",
            "/api/v1/sessions/{bareJid}");
  }

  @Test
  void healthHasLivenessAndReadiness() {
    // When // Then
    assertThat(service.get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(service.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(service.get("/nothing/here").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  private static ServiceFixture.Answer create(String account) {
    return service.post(ACCOUNTS, Map.of("account", account, "password", "secret"));
  }
}
