package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.auth.sasl.ScramClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the gateways and session-service see. */
@ExtendWith(OutputCaptureExtension.class)
class InternalApiTests {

  private static final String PROBLEM = "application/problem+json";

  private static ServiceFixture service;

  @BeforeAll
  static void start() {
    service =
        new ServiceFixture(
            "internal",
            "--xmpp.domains=localhost,closed.example",
            "--xmpp.auth.registration.default=open",
            "--xmpp.auth.registration.domains.closed.example=closed",
            "--xmpp.auth.registration.per-address-per-minute=3",
            "--xmpp.auth.password.length-min=2",
            "--xmpp.auth.password.iterations=4096",
            // What the framework would log of a request is under test as well.
            "--logging.level.org.springframework.web=trace",
            "--logging.level.org.godwit=trace",
            "--logging.level.org.hibernate.SQL=debug");
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
  void registeredUserLogsInByScramAndPlain() {
    // Given
    ServiceFixture.Answer registered = register("alice", "secret", null);
    ScramClient client = new ScramClient(ScramHash.SHA_256, "n,,", "alice", "clientnonce");

    // When
    ServiceFixture.Answer first = step("SCRAM-SHA-256", null, base64(client.first()));
    String last = client.last(plainText(first.text("data")), "secret");
    ServiceFixture.Answer end = step("SCRAM-SHA-256", first.text("state"), base64(last));
    ServiceFixture.Answer plain = step("PLAIN", null, base64("\0alice\0secret"));

    // Then
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.location()).isEqualTo("/internal/v1/accounts/alice@localhost");
    assertThat(registered.text("account")).isEqualTo("alice@localhost");
    assertThat(first.text("outcome")).isEqualTo("CHALLENGE");
    assertThat(end.text("outcome")).isEqualTo("SUCCESS");
    assertThat(end.text("account")).isEqualTo("alice@localhost");
    assertThat(end.text("data")).isEqualTo(base64(client.expectedServerFinal()));
    assertThat(plain.body())
        .isEqualTo("{\"outcome\":\"SUCCESS\",\"data\":null,\"account\":\"alice@localhost\"}");
  }

  @Test
  void failureNamesItsCondition() {
    // When
    ServiceFixture.Answer answer = step("PLAIN", null, base64("\0mallory\0secret"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"outcome\":\"FAILURE\",\"condition\":\"not-authorized\",\"text\":null}");
  }

  @Test
  void noPasswordAndNoSaslDataReachTheLog(CapturedOutput output) {
    // Given
    String password = "correct-horse";
    ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", "alice", "fyko-clientnonce");

    // When
    register("alice", password, "192.0.2.77");
    ServiceFixture.Answer first = step("SCRAM-SHA-1", null, base64(client.first()));
    String serverFirst = plainText(first.text("data"));
    String last = client.last(serverFirst, password);
    step("SCRAM-SHA-1", first.text("state"), base64(last));
    step("PLAIN", null, base64("\0alice\0" + password));
    step("PLAIN", null, base64("\0alice\0wrong-battery"));
    step("PLAIN", null, "!" + base64(password));
    service.put("/internal/v1/accounts/alice@localhost/password", Map.of("password", "new-staple"));
    register("bob", "overlong-stapler".repeat(500), null);
    service.postText(
        "/internal/v1/registrations", "application/json", "{\"password\":\"broken-clip\",");
    service.postText(
        "/internal/v1/registrations",
        "application/json",
        "{\"domain\":null,\"username\":\"bob\",\"password\":\"invalid-clip\"}");

    // Then: the log is there, and holds none of it.
    assertThat(output).contains("SASL step");
    assertThat(output)
        .doesNotContain(
            password,
            "wrong-battery",
            "new-staple",
            "overlong-stapler",
            "broken-clip",
            "invalid-clip",
            "fyko-clientnonce",
            serverFirst,
            base64(client.first()),
            base64(last),
            base64("\0alice\0" + password),
            base64(password),
            Objects.requireNonNull(first.text("state")),
            client.expectedServerFinal());
  }

  @Test
  void stepForAnUnknownDomainIsAProblem() {
    // When
    ServiceFixture.Answer answer =
        service.post(
            "/internal/v1/sasl/steps",
            Map.of("domain", "example.org", "mechanism", "PLAIN", "tls", true));

    // Then
    assertThat(answer.problem()).isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"domain\":\"localhost\",\"mechanism\":\"PLAIN\"}",
        "{\"domain\":\"localhost\",\"tls\":true}",
        "{\"mechanism\":\"PLAIN\",\"tls\":true}"
      })
  void brokenRequestIsABadRequest(String body) {
    // When
    ServiceFixture.Answer answer =
        service.postText("/internal/v1/sasl/steps", "application/json", body);

    // Then
    assertThat(answer.problem()).isEqualTo("400 " + PROBLEM + " bad-request");
  }

  @Test
  void hugeRequestIsABadRequest() {
    // When
    ServiceFixture.Answer answer = step("PLAIN", null, "A".repeat(200_000));

    // Then
    assertThat(answer.problem()).isEqualTo("400 " + PROBLEM + " bad-request");
  }

  @Test
  void usernameIsPreparedAsALocalpart() {
    // When: RFC 7622, section 3.3: case is mapped.
    ServiceFixture.Answer registered = register("Alice", "secret", null);
    ServiceFixture.Answer login = step("PLAIN", null, base64("\0ALICE\0secret"));

    // Then
    assertThat(registered.text("account")).isEqualTo("alice@localhost");
    assertThat(login.text("account")).isEqualTo("alice@localhost");
    assertThat(service.get("/internal/v1/accounts/ALICE@localhost").status()).isEqualTo(200);
  }

  @Test
  void otherMediaTypeIsRefused() {
    // When: so a page in a browser cannot post here without being asked first.
    ServiceFixture.Answer answer =
        service.postText("/internal/v1/registrations", "text/plain", "{}");

    // Then
    assertThat(answer.problem()).isEqualTo("415 " + PROBLEM + " bad-request");
  }

  @Test
  void takenUsernameIsAConflict() {
    // Given
    register("alice", "secret", null);

    // When
    ServiceFixture.Answer answer = register("alice", "other", null);

    // Then
    assertThat(answer.problem()).isEqualTo("409 " + PROBLEM + " conflict");
    assertThat(step("PLAIN", null, base64("\0alice\0secret")).text("outcome")).isEqualTo("SUCCESS");
  }

  @Test
  void closedDomainTakesNoRegistration() {
    // When
    ServiceFixture.Answer answer =
        service.post(
            "/internal/v1/registrations",
            Map.of("domain", "closed.example", "username", "alice", "password", "secret"));

    // Then
    assertThat(answer.problem()).isEqualTo("403 " + PROBLEM + " not-allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "'', secret, jid-malformed",
    "al@ice, secret, jid-malformed",
    "al/ice, secret, jid-malformed",
    "alice, '', not-acceptable",
    "alice, s, not-acceptable",
    "alice, 'a\u0007b', not-acceptable"
  })
  void badUsernameOrPasswordIsRefused(String username, String password, String condition) {
    // When
    ServiceFixture.Answer answer = register(username, password, null);

    // Then
    assertThat(answer.problem()).isEqualTo("400 " + PROBLEM + " " + condition);
  }

  @Test
  void tooLongUsernameIsNotAcceptable() {
    // When
    ServiceFixture.Answer answer = register("a".repeat(129), "secret", null);

    // Then
    assertThat(answer.problem()).isEqualTo("400 " + PROBLEM + " not-acceptable");
  }

  @Test
  void registeringTooOftenIsAResourceConstraint() {
    // Given
    for (int i = 0; i < 3; i++) {
      assertThat(register("user" + i, "secret", "192.0.2.1").status()).isEqualTo(201);
    }

    // When
    ServiceFixture.Answer answer = register("user3", "secret", "192.0.2.1");

    // Then
    assertThat(answer.problem()).isEqualTo("429 " + PROBLEM + " resource-constraint");
  }

  @Test
  void accountIsShownChangedAndRemoved() {
    // Given
    register("alice", "secret", null);
    String path = "/internal/v1/accounts/alice@localhost";

    // When
    ServiceFixture.Answer shown = service.get(path);
    ServiceFixture.Answer changed = service.put(path + "/password", Map.of("password", "new"));
    ServiceFixture.Answer login = step("PLAIN", null, base64("\0alice\0new"));
    ServiceFixture.Answer removed = service.delete(path);

    // Then
    assertThat(shown.body()).isEqualTo("{\"account\":\"alice@localhost\",\"enabled\":true}");
    assertThat(changed.status()).isEqualTo(204);
    assertThat(login.text("outcome")).isEqualTo("SUCCESS");
    assertThat(removed.status()).isEqualTo(204);
    assertThat(service.get(path).problem()).isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(service.delete(path).problem()).isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(service.put(path + "/password", Map.of("password", "new")).problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
    assertThat(step("PLAIN", null, base64("\0alice\0new")).text("condition"))
        .isEqualTo("not-authorized");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d\\27artagnan", "per%cent", "semi;colon", "ünï", "a+b", "q?#"})
  void everyLocalpartFitsIntoAPath(String username) {
    // Given: XEP-0106 escapes with backslashes.
    assertThat(register(username, "secret", null).status()).isEqualTo(201);
    String account = username + "@localhost";

    // When
    ServiceFixture.Answer shown =
        service.get("/internal/v1/accounts/" + ServiceFixture.encoded(account));

    // Then
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.text("account")).isEqualTo(account);
  }

  @ParameterizedTest
  @CsvSource({"localhost, 400", "alice@localhost%2Fhome, 400", "alice@example.org, 404"})
  void whatIsNoAccountsAddressIsAProblem(String address, int status) {
    // When // Then
    assertThat(service.get("/internal/v1/accounts/" + address).status()).isEqualTo(status);
  }

  @Test
  void domainSaysWhatItOffers() {
    // When // Then
    assertThat(service.get("/internal/v1/domains/localhost").body())
        .isEqualTo(
            "{\"domain\":\"localhost\",\"registration\":\"open\","
                + "\"mechanisms\":[\"EXTERNAL\",\"SCRAM-SHA-512\",\"SCRAM-SHA-256\","
                + "\"SCRAM-SHA-1\",\"PLAIN\"],\"fast\":true}");
    assertThat(service.get("/internal/v1/domains/closed.example").text("registration"))
        .isEqualTo("closed");
    assertThat(service.get("/internal/v1/domains/example.org").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  private static ServiceFixture.Answer register(
      String username, String password, @Nullable String address) {
    Map<String, String> body = new HashMap<>();
    body.put("domain", "localhost");
    body.put("username", username);
    body.put("password", password);
    body.put("address", address);
    return service.post("/internal/v1/registrations", body);
  }

  @Test
  void channelBindingAndOfferTravelWithEachStep() {
    // Given
    register("alice", "secret", null);
    byte[] binding = "exported".getBytes(StandardCharsets.US_ASCII);
    ScramClient client =
        new ScramClient(ScramHash.SHA_256, "p=tls-exporter,,", "alice", "nonce", binding);
    Map<String, Object> known =
        Map.of(
            "channelBindings", Map.of("tls-exporter", base64("exported")),
            "offered", List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"));

    // When
    ServiceFixture.Answer first = step("SCRAM-SHA-256-PLUS", null, base64(client.first()), known);
    String serverFirst = plainText(first.text("data"));
    ServiceFixture.Answer end =
        step(
            "SCRAM-SHA-256-PLUS",
            first.text("state"),
            base64(client.last(serverFirst, "secret")),
            known);

    // Then
    assertThat(serverFirst).contains(",h=");
    assertThat(end.text("outcome")).isEqualTo("SUCCESS");
    assertThat(end.text("token")).isNull();
  }

  @Test
  void tokenIsIssuedUsedAndRevoked() {
    // Given
    register("alice", "secret", null);
    String agent = "D4565FA7-4D72-4749-B3D3-740EDBF87770";
    String mechanism = "HT-SHA-256-NONE";
    ServiceFixture.Answer login =
        step(
            "PLAIN",
            null,
            base64("\0alice\0secret"),
            Map.of(
                "token",
                Map.of(
                    "agentId",
                    agent,
                    "requested",
                    mechanism,
                    "used",
                    false,
                    "invalidates",
                    false)));
    String token = Objects.requireNonNull(login.text("token"));

    // When
    byte[] proof =
        ScramKeys.hmac(
            ScramHash.SHA_256,
            token.getBytes(StandardCharsets.US_ASCII),
            "Initiator".getBytes(StandardCharsets.US_ASCII));
    byte[] name = "alice\0".getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(name, name.length + proof.length);
    System.arraycopy(proof, 0, message, name.length, proof.length);
    String data = Base64.getEncoder().encodeToString(message);
    Map<String, Object> using =
        Map.of("token", Map.of("agentId", agent, "used", true, "invalidates", false));
    ServiceFixture.Answer used = step(mechanism, null, data, using);
    ServiceFixture.Answer revoked = service.delete("/api/v1/accounts/alice@localhost/fast-tokens");
    ServiceFixture.Answer after = step(mechanism, null, data, using);

    // Then
    assertThat(Instant.parse(Objects.requireNonNull(login.text("tokenExpiry"))))
        .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(used.text("outcome")).isEqualTo("SUCCESS");
    assertThat(revoked.status()).isEqualTo(204);
    assertThat(after.text("condition")).isEqualTo("not-authorized");
    assertThat(service.delete("/api/v1/accounts/nobody@localhost/fast-tokens").problem())
        .isEqualTo("404 " + PROBLEM + " item-not-found");
  }

  @Test
  void malformedContextIsABadRequest() {
    assertThat(step("PLAIN", null, "=", Map.of("channelBindings", Map.of("x", "*"))).status())
        .isEqualTo(400);
    assertThat(step("PLAIN", null, "=", Map.of("token", Map.of("agentId", "phone"))).status())
        .isEqualTo(400);
  }

  private static ServiceFixture.Answer step(
      String mechanism, @Nullable String state, @Nullable String data) {
    return step(mechanism, state, data, Map.of());
  }

  private static ServiceFixture.Answer step(
      String mechanism, @Nullable String state, @Nullable String data, Map<String, Object> known) {
    Map<String, Object> body = new HashMap<>(known);
    body.put("domain", "localhost");
    body.put("mechanism", mechanism);
    body.put("state", state);
    body.put("data", data);
    body.put("tls", true);
    body.put("address", "192.0.2.9");
    return service.post("/internal/v1/sasl/steps", body);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String plainText(@Nullable String base64) {
    return new String(
        Base64.getDecoder().decode(Objects.requireNonNull(base64)), StandardCharsets.UTF_8);
  }
}
