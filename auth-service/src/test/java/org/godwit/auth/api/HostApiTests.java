package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual hosts by REST, and what they mean for logins and registrations. */
class HostApiTests {

  private static final String PROBLEM = "application/problem+json";
  private static final String DOMAINS = "/api/v1/domains";

  private static ServiceFixture service;

  @BeforeAll
  static void start() {
    service =
        new ServiceFixture(
            "hosts", "--xmpp.domains=localhost", "--xmpp.auth.password.iterations=4096");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Only localhost is left, which says nothing of its own, and nobody lives there. */
  @BeforeEach
  void begin() {
    service.removeAccounts();
    names(DOMAINS).stream()
        .filter(name -> !name.equals("localhost"))
        .forEach(name -> service.delete(DOMAINS + '/' + name));
    service.put(DOMAINS + "/localhost", Map.of());
  }

  @Test
  void configuredDomainsAreTheFirstHosts() {
    assertThat(names(DOMAINS)).containsExactly("localhost");
  }

  @Test
  void addedHostHoldsAccountsUntilItIsRemovedAndAgainWhenItComesBack() {
    // When
    ServiceFixture.Answer added = add("Example.COM", Map.of());
    int created = createAccount("alice@example.com");
    int removed = service.delete(DOMAINS + "/example.com").status();
    int gone = service.get("/api/v1/accounts/alice@example.com").status();
    add("example.com", Map.of());
    int back = service.get("/api/v1/accounts/alice@example.com").status();

    // Then
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("domain")).isEqualTo("example.com");
    assertThat(added.location()).isEqualTo(DOMAINS + "/example.com");
    assertThat(List.of(created, removed, gone, back)).containsExactly(201, 204, 404, 200);
  }

  @Test
  void settingsAreShownAsTheyWereSet() {
    // Given
    add("example.com", Map.of());
    Map<String, Object> settings =
        Map.of(
            "anonymous",
            true,
            "registration",
            "invite",
            "usersMax",
            5,
            "tlsRequired",
            false,
            "mechanisms",
            List.of("SCRAM-SHA-256"),
            "modules",
            List.of("-pep"),
            "filter",
            "list",
            "filterDomains",
            List.of("B.example", "a.example"),
            "messageForward",
            "audit@example.com",
            "components",
            List.of("muc"));

    // When
    ServiceFixture.Answer set = service.put(DOMAINS + "/example.com", settings);

    // Then
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json()).isEqualTo(service.get(DOMAINS + "/example.com").json());
    assertThat(set.json().get("settings").toString())
        .isEqualTo(
            "{\"anonymous\":true,\"registration\":\"invite\",\"usersMax\":5,\"tlsRequired\":false,"
                + "\"mechanisms\":[\"SCRAM-SHA-256\"],\"modules\":[\"-pep\"],\"filter\":\"list\","
                + "\"filterDomains\":[\"a.example\",\"b.example\"],"
                + "\"messageForward\":\"audit@example.com\",\"presenceForward\":null,"
                + "\"components\":[\"muc\"]}");
  }

  @Test
  void changeOfAnOldRevisionIsRefused() {
    // Given
    ServiceFixture.Answer first = add("example.com", Map.of());
    ServiceFixture.Answer second =
        service.put(DOMAINS + "/example.com", Map.of("usersMax", 1), first.etag());

    // When
    ServiceFixture.Answer third =
        service.put(DOMAINS + "/example.com", Map.of("usersMax", 2), first.etag());

    // Then
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertThat(third.problem()).isEqualTo("412 " + PROBLEM + " conflict");
    assertThat(service.get(DOMAINS + "/example.com").etag()).isEqualTo(second.etag());
    assertThat(service.put(DOMAINS + "/example.com", Map.of(), "W/\"x\"").status()).isEqualTo(412);
    assertThat(service.put(DOMAINS + "/example.com", Map.of(), "*").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 409, conflict",
    "muc.localhost, 409, conflict",
    "alice@localhost, 400, jid-malformed",
    "a b, 400, jid-malformed"
  })
  void hostThatCannotBeIsRefused(String domain, int status, String condition) {
    assertThat(add(domain, Map.of()).problem()).isEqualTo(status + " " + PROBLEM + " " + condition);
  }

  @Test
  void hostWhoseServiceIsServedIsRefused() {
    // Given
    add("muc.example.com", Map.of());

    // When // Then
    assertThat(add("example.com", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void lastHostStays() {
    assertThat(service.delete(DOMAINS + "/localhost").problem())
        .isEqualTo("409 " + PROBLEM + " conflict");
    assertThat(service.delete(DOMAINS + "/example.com").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registration | maybe",
        "usersMax | -1",
        "filter | some",
        "filterDomains | a@b",
        "messageForward | @",
        "mechanisms | a b",
        "components | MUC!",
        "modules | a b"
      })
  void settingThatCannotBeIsRefused(String name, String value) {
    // Given
    Object given =
        switch (name) {
          case "usersMax" -> Integer.valueOf(value);
          case "filterDomains", "mechanisms", "components", "modules" -> List.of(value);
          default -> value;
        };

    // When // Then
    assertThat(service.put(DOMAINS + "/localhost", Map.of(name, given)).problem())
        .isEqualTo("400 " + PROBLEM + " not-acceptable");
  }

  @Test
  void offerAtAHostFollowsItsSettings() {
    // Given
    String offer = "/internal/v1/domains/localhost";
    String before = service.get(offer).body();

    // When
    service.put(
        DOMAINS + "/localhost",
        Map.of("anonymous", true, "registration", "open", "mechanisms", List.of("SCRAM-SHA-1")));

    // Then
    assertThat(before).contains("\"registration\":\"closed\"").contains("SCRAM-SHA-256");
    assertThat(service.get(offer).body())
        .contains("\"registration\":\"open\"")
        .contains("\"mechanisms\":[\"SCRAM-SHA-1\",\"ANONYMOUS\"]");
  }

  @Test
  void registrationEndsAtTheLimitOfUsers() {
    // Given
    service.put(DOMAINS + "/localhost", Map.of("registration", "open", "usersMax", 1));

    // When // Then
    assertThat(register("alice").status()).isEqualTo(201);
    assertThat(register("bob").problem()).isEqualTo("403 " + PROBLEM + " not-allowed");
    assertThat(createAccount("carol@localhost")).isEqualTo(201);
  }

  @Test
  void listGoesFromPageToPageByName() {
    // Given
    add("b.example", Map.of());
    add("a.example", Map.of());

    // When
    ServiceFixture.Answer page = service.get(DOMAINS + "?limit=2");

    // Then
    assertThat(names(DOMAINS + "?limit=2")).containsExactly("a.example", "b.example");
    assertThat(names(DOMAINS + "?limit=2&cursor=" + page.text("next")))
        .containsExactly("localhost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501"})
  void wrongPageIsNotAcceptable(String query) {
    assertThat(service.get(DOMAINS + "?" + query).problem())
        .isEqualTo("400 " + PROBLEM + " not-acceptable");
  }

  private List<String> names(String path) {
    return service
        .get(path)
        .json()
        .get("domains")
        .valueStream()
        .map(host -> host.get("domain").asString())
        .toList();
  }

  private ServiceFixture.Answer add(String domain, Map<String, ?> settings) {
    return service.post(DOMAINS, Map.of("domain", domain, "settings", settings));
  }

  private int createAccount(String account) {
    return service
        .post("/api/v1/accounts", Map.of("account", account, "password", "secret"))
        .status();
  }

  private ServiceFixture.Answer register(String username) {
    return service.post(
        "/internal/v1/registrations",
        Map.of("domain", "localhost", "username", username, "password", "secret"));
  }
}
