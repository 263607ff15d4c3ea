package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.auth.account.http.TestUserService;
import org.godwit.auth.account.ldap.TestLdap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host for each kind of repository, and one whose database is not there. */
class RepositoryApiTests {

  private static final String OPTIONS =
      ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";

  @TempDir static Path folder;

  private static TestLdap ldap;
  private static TestUserService users;
  private static ServiceFixture service;

  @BeforeAll
  static void start() throws IOException {
    ldap = new TestLdap("of the searcher");
    ldap.add("alice", "secret");
    users = new TestUserService("of the service");
    users.add("alice@http.example", "secret");
    String repositories = "--xmpp.auth.repositories.";
    service =
        new ServiceFixture(
            "repositories",
            "--xmpp.domains=localhost,shop.example,ldap.example,http.example,gone.example",
            "--xmpp.auth.registration.default=open",
            "--xmpp.auth.sasl.plain-without-tls=true",
            "--xmpp.auth.attempts.per-account=0",
            repositories + "timeout=3s",
            repositories + "domains.shop.example=shop",
            repositories + "databases.shop.url=jdbc:h2:mem:shop" + OPTIONS,
            repositories + "domains.gone.example=gone",
            repositories + "databases.gone.url=jdbc:h2:./target/gone;IFEXISTS=TRUE",
            repositories + "domains.ldap.example=staff",
            repositories + "ldap.staff.urls=" + ldap.url(),
            repositories + "ldap.staff.start-tls=false",
            repositories + "ldap.staff.base-dn=" + TestLdap.BASE,
            repositories + "ldap.staff.bind-dn=" + TestLdap.SEARCHER,
            repositories + "ldap.staff.password-file=" + secret("ldap", "of the searcher"),
            repositories + "domains.http.example=legacy",
            repositories + "http.legacy.url=" + users.url(),
            repositories + "http.legacy.token-file=" + secret("token", "of the service"));
    // The tables of a database are made beside the start; each question waits for a time limit.
    int attempts = 0;
    while (service.get("/internal/v1/accounts/nobody@shop.example").status() == 424) {
      assertThat(++attempts).isLessThan(20);
    }
  }

  private static Path secret(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content + "\n");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
    ldap.close();
  }

  @BeforeEach
  void removeAccounts() {
    service.removeAccounts();
  }

  private static ServiceFixture.Answer plain(String domain, String password) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("domain", domain);
    step.put("mechanism", "PLAIN");
    step.put(
        "data",
        Base64.getEncoder()
            .encodeToString(("\0alice\0" + password).getBytes(StandardCharsets.UTF_8)));
    step.put("tls", true);
    return service.post("/internal/v1/sasl/steps", step);
  }

  private static String outcome(String domain, String password) {
    ServiceFixture.Answer answer = plain(domain, password);
    assertThat(answer.status()).isEqualTo(200);
    return answer.text("outcome") + " " + answer.text("condition");
  }

  private static List<String> mechanisms(String domain) {
    return service
        .get("/internal/v1/domains/" + domain)
        .json()
        .get("mechanisms")
        .valueStream()
        .map(mechanism -> mechanism.asString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap.example", "http.example"})
  void usersOfSomebodyElseLogInWithTheirPasswords(String domain) {
    assertThat(outcome(domain, "secret")).isEqualTo("SUCCESS null");
    assertThat(outcome(domain, "wrong")).isEqualTo("FAILURE not-authorized");
    assertThat(service.get("/internal/v1/accounts/alice@" + domain).status()).isEqualTo(200);
    assertThat(service.get("/internal/v1/accounts/bob@" + domain).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap.example", "http.example"})
  void offerIsWhatTheRepositoryCanDo(String domain) {
    // When
    ServiceFixture.Answer offer = service.get("/internal/v1/domains/" + domain);

    // Then
    assertThat(mechanisms(domain)).containsExactly("EXTERNAL", "PLAIN");
    assertThat(offer.text("registration")).isEqualTo("closed");
    assertThat(offer.json().get("fast").asBoolean()).isFalse();
    assertThat(mechanisms("shop.example")).contains("SCRAM-SHA-256", "PLAIN");
    assertThat(service.get("/internal/v1/domains/shop.example").text("registration"))
        .isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap.example", "http.example"})
  void mechanismThatIsNotOfferedIsRefused(String domain) {
    // When
    ServiceFixture.Answer answer =
        service.post(
            "/internal/v1/sasl/steps",
            Map.of("domain", domain, "mechanism", "SCRAM-SHA-256", "tls", true));

    // Then
    assertThat(answer.text("condition")).isEqualTo("invalid-mechanism");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap.example", "http.example"})
  void usersOfSomebodyElseCannotBeChanged(String domain) {
    // Given
    String account = "alice@" + domain;
    String refused = "403 application/problem+json not-allowed";

    // When // Then: XEP-0077, sections 3.1 to 3.3.
    assertThat(
            service
                .post(
                    "/internal/v1/registrations",
                    Map.of("domain", domain, "username", "bob", "password", "secret"))
                .problem())
        .isEqualTo(refused);
    assertThat(
            service
                .put("/internal/v1/accounts/" + account + "/password", Map.of("password", "new"))
                .problem())
        .isEqualTo(refused);
    assertThat(service.delete("/internal/v1/accounts/" + account).problem()).isEqualTo(refused);
    assertThat(
            service
                .post("/api/v1/accounts", Map.of("account", "bob@" + domain, "password", "secret"))
                .problem())
        .isEqualTo(refused);
    assertThat(
            service
                .put("/api/v1/accounts/" + account + "/enabled", Map.of("enabled", false))
                .problem())
        .isEqualTo(refused);
  }

  @Test
  void accountsOfEachDatabaseAreItsOwn() {
    // When
    create("alice@localhost", "one");
    create("alice@shop.example", "two");

    // Then
    assertThat(outcome("localhost", "one")).isEqualTo("SUCCESS null");
    assertThat(outcome("shop.example", "two")).isEqualTo("SUCCESS null");
    assertThat(outcome("shop.example", "one")).isEqualTo("FAILURE not-authorized");
    assertThat(service.delete("/api/v1/accounts/alice@localhost").status()).isEqualTo(204);
    assertThat(service.get("/api/v1/accounts/alice@shop.example").status()).isEqualTo(200);
    assertThat(service.delete("/api/v1/accounts/alice@shop.example").status()).isEqualTo(204);
    assertThat(service.get("/api/v1/accounts/alice@shop.example").status()).isEqualTo(404);
  }

  private static void create(String account, String password) {
    assertThat(
            service
                .post("/api/v1/accounts", Map.of("account", account, "password", password))
                .status())
        .isEqualTo(201);
  }

  @Test
  void listGoesThroughTheDomainsThatCanBeListed() {
    // Given
    create("alice@localhost", "one");
    create("bob@localhost", "one");

    // When // Then
    assertThat(listed("?domain=localhost")).containsExactly("alice@localhost", "bob@localhost");
    assertThat(service.get("/api/v1/accounts?domain=ldap.example").problem())
        .isEqualTo("501 application/problem+json feature-not-implemented");
    assertThat(service.get("/api/v1/accounts?domain=gone.example").problem())
        .isEqualTo("424 application/problem+json resource-constraint");
  }

  private static List<String> listed(String query) {
    return service
        .get("/api/v1/accounts" + query)
        .json()
        .get("accounts")
        .valueStream()
        .map(account -> account.get("account").asString())
        .toList();
  }

  @Test
  void brokenRepositoryOfOneHostTouchesNoOther() {
    // Given
    create("alice@localhost", "one");

    // When
    String gone = outcome("gone.example", "secret");
    String again = outcome("gone.example", "secret");

    // Then: not a failure of the service, which would open its clients' circuits for all hosts.
    assertThat(gone).isEqualTo("FAILURE temporary-auth-failure");
    assertThat(again).isEqualTo(gone);
    assertThat(service.get("/internal/v1/accounts/alice@gone.example").problem())
        .isEqualTo("424 application/problem+json resource-constraint");
    assertThat(outcome("localhost", "one")).isEqualTo("SUCCESS null");
    assertThat(outcome("ldap.example", "secret")).isEqualTo("SUCCESS null");
    assertThat(outcome("http.example", "secret")).isEqualTo("SUCCESS null");
  }
}
