package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.godwit.auth.AuthServiceApplication;
import org.godwit.auth.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who may use the administrators' API, and what an administrator of one domain sees. */
@ExtendWith(OutputCaptureExtension.class)
class ApiAccessTests {

  private static final String PROBLEM = "application/problem+json";
  private static final String ALL = "token-of-everything";
  private static final String ONE = "token-of-one-domain";
  private static final String BOTH = "token-of-two-domains";

  @TempDir static Path folder;
  private static RSAKey key;
  private static ServiceFixture service;

  @BeforeAll
  static void start() throws Exception {
    Path tokens = folder.resolve("tokens");
    Files.writeString(
        tokens,
        "ops "
            + ALL
            + " *\nshop "
            + ONE
            + " shop.example\nboth "
            + BOTH
            + " shop.example,localhost\n");
    key = new RSAKeyGenerator(2048).keyID("k").generate();
    Path jwks = folder.resolve("jwks");
    Files.writeString(jwks, new JWKSet(key.toPublicJWK()).toString());
    service =
        new ServiceFixture(
            "access",
            "--xmpp.domains=localhost,shop.example,other.example",
            "--xmpp.auth.password.iterations=4096",
            "--xmpp.auth.api.tokens-file=" + tokens,
            "--xmpp.auth.api.jwks-file=" + jwks,
            "--xmpp.auth.api.issuer=https://id.example",
            "--xmpp.auth.api.audience=godwit");
    service.as(ALL);
    for (String domain : List.of("localhost", "shop.example", "other.example")) {
      for (String name : List.of("alice", "bob")) {
        create(name + "@" + domain);
      }
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void asEverything() {
    service.as(ALL);
  }

  private static ServiceFixture.Answer create(String account) {
    return service.post(
        "/api/v1/accounts", Map.of("account", account, "password", "a-password-to-hide"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "token-of-everythin"})
  void whoHasNoTokenIsRefused(String token) {
    // Given
    service.as(token.isEmpty() ? null : token);

    // When // Then
    for (String path : List.of("/api/v1/accounts", "/api/v1/domains", "/api/v1/nothing")) {
      assertThat(service.get(path).problem()).isEqualTo("401 " + PROBLEM + " not-authorized");
    }
    assertThat(create("eve@localhost").status()).isEqualTo(401);
    assertThat(service.get("/internal/v1/domains/localhost").status()).isEqualTo(200);
  }

  @Test
  void administratorOfOneDomainSeesNothingOfAnother() {
    // Given
    service.as(ONE);

    // When // Then
    assertThat(accounts("/api/v1/accounts"))
        .containsExactly("alice@shop.example", "bob@shop.example");
    assertThat(domains()).containsExactly("shop.example");
    assertThat(service.get("/api/v1/accounts?domain=other.example").status()).isEqualTo(404);
    assertThat(service.get("/api/v1/domains/other.example").status()).isEqualTo(404);
    String other = "/api/v1/accounts/alice@other.example";
    assertThat(
            List.of(
                service.get(other).status(),
                service.get(other + "/export?data=false&credentials=true").status(),
                service.delete(other).status(),
                service.put(other + "/password", Map.of("password", "x")).status(),
                service.put(other + "/enabled", Map.of("enabled", false)).status(),
                service.delete(other + "/fast-tokens").status(),
                create("eve@other.example").status()))
        .containsOnly(404);
    service.as(ALL);
    assertThat(service.get(other).json().get("enabled").asBoolean()).isTrue();
  }

  @Test
  void administratorOfOneDomainDoesItsWorkThere() {
    // Given
    service.as(ONE);
    String path = "/api/v1/accounts/carol@shop.example";

    // When // Then
    assertThat(create("carol@shop.example").status()).isEqualTo(201);
    assertThat(service.get(path).status()).isEqualTo(200);
    assertThat(service.delete(path).status()).isEqualTo(204);
    assertThat(service.get("/api/v1/domains/shop.example").status()).isEqualTo(200);
  }

  @Test
  void hostsAreChangedByWhoHasAllOfThem() {
    // Given
    service.as(ONE);

    // When // Then
    assertThat(service.post("/api/v1/domains", Map.of("domain", "new.example")).problem())
        .isEqualTo("403 " + PROBLEM + " forbidden");
    assertThat(service.put("/api/v1/domains/shop.example", Map.of()).status()).isEqualTo(403);
    assertThat(service.delete("/api/v1/domains/shop.example").status()).isEqualTo(403);
    assertThat(service.delete("/api/v1/domains/other.example").status()).isEqualTo(404);
  }

  @Test
  void listOfTwoDomainsGoesFromPageToPage() {
    // Given
    service.as(BOTH);

    // When
    List<String> listed = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      String path = "/api/v1/accounts?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
      listed.addAll(accounts(path));
      cursor = service.get(path).text("next");
    }

    // Then
    assertThat(listed)
        .containsExactly(
            "alice@localhost", "bob@localhost", "alice@shop.example", "bob@shop.example");
  }

  @Test
  void jwtHasTheDomainsOfItsScope() throws Exception {
    // When
    service.as(jwt("openid admin:shop.example"));
    List<String> one = domains();
    service.as(jwt("admin:*"));
    List<String> all = domains();
    service.as(jwt("openid"));

    // Then
    assertThat(one).containsExactly("shop.example");
    assertThat(all).hasSize(3);
    assertThat(service.get("/api/v1/domains").status()).isEqualTo(401);
  }

  @Test
  void changesAreInTheAuditWithoutSecrets(CapturedOutput output) {
    // When
    create("dora@localhost");
    service.put("/api/v1/accounts/dora@localhost/password", Map.of("password", "another-to-hide"));
    service.delete("/api/v1/accounts/dora@localhost");
    service.as("a-token-that-is-wrong");
    service.delete("/api/v1/accounts/dora@localhost");

    // Then
    assertThat(output)
        .contains("administration")
        .contains("ops")
        .contains("/api/v1/accounts/dora@localhost/password")
        .contains("administration refused")
        .doesNotContain("to-hide")
        .doesNotContain("token-that-is-wrong")
        .doesNotContain(ALL);
  }

  @Test
  void exportIsInTheAudit(CapturedOutput output) {
    // When
    String document =
        service.get("/api/v1/accounts/bob@localhost/export?data=false&credentials=true").body();

    // Then
    String key = document.replaceFirst("(?s).*<stored-key>([^<]+)<.*", "$1");
    assertThat(key).isNotEqualTo(document);
    assertThat(output)
        .contains("/api/v1/accounts/bob@localhost/export")
        .contains("ops")
        .doesNotContain(key);
  }

  @Test
  void requestThatIsSentAgainGetsTheFirstAnswer() {
    // Given
    Map<String, String> request = Map.of("account", "fay@other.example", "password", "secret");
    ServiceFixture.Answer first = service.post("/api/v1/accounts", request, "key-0001");

    // When
    ServiceFixture.Answer second = service.post("/api/v1/accounts", request, "key-0001");

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(second).isEqualTo(first);
    assertThat(service.post("/api/v1/accounts", request, "key-0002").status()).isEqualTo(409);
    assertThat(
            service
                .post(
                    "/api/v1/accounts",
                    Map.of("account", "x@other.example", "password", "s"),
                    "key-0001")
                .status())
        .isEqualTo(422);
    assertThat(service.post("/api/v1/accounts", request, "short").status()).isEqualTo(400);
  }

  @Test
  void keyOfOneAdministratorIsNotAnothers() {
    // Given
    Map<String, String> request = Map.of("account", "gus@other.example", "password", "secret");
    service.post("/api/v1/accounts", request, "key-0003");

    // When
    service.as(ONE);

    // Then: it is another request, of somebody who does not see that domain.
    assertThat(service.post("/api/v1/accounts", request, "key-0003").status()).isEqualTo(404);
  }

  @Test
  void openApiOnAnAddressOfOthersIsRefusedAtTheStart(CapturedOutput output) {
    // Given
    List<String> arguments = new ArrayList<>(TestDatabase.arguments("open"));
    arguments.add("--server.address=0.0.0.0");

    // When // Then
    assertThatThrownBy(() -> AuthServiceApplication.builder().run(arguments.toArray(String[]::new)))
        .isNotNull();
    assertThat(output)
        .contains("server.address is '0.0.0.0'")
        .contains("xmpp.auth.api.tokens-file");
  }

  @Test
  void apiThatIsOffIsNotThere() {
    try (ServiceFixture off = new ServiceFixture("off", "--xmpp.auth.api.enabled=false")) {
      assertThat(off.get("/api/v1/accounts").status()).isEqualTo(404);
      assertThat(off.get("/internal/v1/domains/localhost").status()).isEqualTo(200);
    }
  }

  private static List<String> accounts(String path) {
    return service
        .get(path)
        .json()
        .get("accounts")
        .valueStream()
        .map(account -> account.get("account").asString())
        .toList();
  }

  private static List<String> domains() {
    return service
        .get("/api/v1/domains")
        .json()
        .get("domains")
        .valueStream()
        .map(host -> host.get("domain").asString())
        .toList();
  }

  private static String jwt(String scope) throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("godwit")
                .subject("ann")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("scope", scope)
                .build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }
}
