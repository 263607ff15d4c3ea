package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.auth.account.AccountRepository;
import org.godwit.auth.account.InMemoryAccountStore;
import org.godwit.auth.oauth.OauthProperties;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EXTERNAL (XEP-0178), ANONYMOUS (RFC 4505) and OAUTHBEARER (RFC 7628). */
class ProvenLoginTests {

  @TempDir Path folder;

  private final SaslScene scene = new SaslScene();
  private ECKey key;
  private Path jwks;
  private SaslExchange exchange;

  @BeforeEach
  void prepare() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    jwks = folder.resolve("jwks.json");
    write(key);
    exchange = scene.fixture.oauth(oauth()).exchange();
  }

  private OauthProperties oauth() {
    return new OauthProperties(
        jwks,
        "https://issuer.example",
        "xmpp:localhost",
        "sub",
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private void write(ECKey published) throws IOException {
    Files.writeString(jwks, new JWKSet(published.toPublicJWK()).toString());
  }

  private SaslAnswer external(String authzid, String... names) {
    SaslContext context = new SaslContext("192.0.2.1", Map.of(), List.of(), List.of(names), null);
    return SaslScene.step(exchange, "EXTERNAL", null, authzid, context);
  }

  @ParameterizedTest
  @CsvSource({
    "alice@localhost, ''",
    "Alice@LocalHost, ''",
    "alice, ''",
    "alice@localhost, alice@localhost",
    "alice@localhost, alice@localhost/phone"
  })
  void certificateOfTheAccountOpensIt(String name, String authzid) {
    assertThat(external(authzid, name))
        .isEqualTo(new SaslAnswer.Success(SaslScene.ALICE, null, null));
  }

  @Test
  void certificateOfSeveralAccountsNeedsAChoice() {
    // When
    SaslAnswer unclear = external("", "alice@localhost", "bob@localhost", "x@elsewhere.example");
    SaslAnswer chosen = external("alice@localhost", "alice@localhost", "bob@localhost");
    SaslAnswer oneHere = external("", "alice@localhost", "x@elsewhere.example");

    // Then: XEP-0178, section 2.
    assertThat(condition(unclear)).isEqualTo(SaslCondition.INVALID_AUTHZID);
    assertThat(chosen).isInstanceOf(SaslAnswer.Success.class);
    assertThat(oneHere).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void certificateOfAnotherAccountOpensNothing() {
    assertThat(condition(external("alice@localhost", "bob@localhost")))
        .isEqualTo(SaslCondition.INVALID_AUTHZID);
    assertThat(condition(external("", "alice@elsewhere.example")))
        .isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(condition(external("", "nobody@localhost"))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(condition(external(""))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(condition(external("alice@localhost"))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void certificateOfADisabledAccountIsToldSo() {
    // Given
    scene.accounts.setEnabled(SaslScene.ALICE, false);

    // When // Then
    assertThat(condition(external("", "alice@localhost")))
        .isEqualTo(SaslCondition.ACCOUNT_DISABLED);
  }

  @Test
  void anonymousIsSomebodyNewWhereItIsAllowed() {
    // Given
    SaslExchange open = scene.fixture.anonymousDomains(Set.of("localhost")).exchange();

    // When
    SaslAnswer allowed = SaslScene.step(open, "ANONYMOUS", null, "trace", SaslContext.NONE);
    SaslAnswer elsewhere =
        open.step(new SaslRequest("other.example", "ANONYMOUS", null, "=", true, SaslContext.NONE));

    // Then
    assertThat(allowed).isEqualTo(new SaslAnswer.Success(Jid.of("0123abc@localhost"), null, null));
    assertThat(condition(elsewhere)).isEqualTo(SaslCondition.INVALID_MECHANISM);
  }

  private String token(ECKey signing, String issuer, String audience, String subject, int seconds)
      throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signing.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(subject)
                .expirationTime(Date.from(scene.time.instant().plusSeconds(seconds)))
                .build());
    jwt.sign(new ECDSASigner(signing));
    return jwt.serialize();
  }

  private String good() throws JOSEException {
    return token(key, "https://issuer.example", "xmpp:localhost", "alice", 60);
  }

  private SaslAnswer bearer(String token) {
    return bearerMessage("n,a=alice@localhost,\1auth=Bearer " + token + "\1\1");
  }

  private SaslAnswer bearerMessage(String message) {
    return SaslScene.step(exchange, "OAUTHBEARER", null, message, SaslContext.NONE);
  }

  @Test
  void tokenOfTheIssuerLogsIn() throws Exception {
    SaslAnswer named = bearer(good());
    SaslAnswer unnamed = bearerMessage("n,,\1host=localhost\1auth=bearer " + good() + "\1\1");
    SaslAnswer byJid =
        bearer(token(key, "https://issuer.example", "xmpp:localhost", "alice@localhost", 60));

    assertThat(List.of(named, unnamed, byJid))
        .containsOnly(new SaslAnswer.Success(SaslScene.ALICE, null, null));
  }

  @Test
  void whereOnlyTokensLetInTheAccountIsMadeAtItsFirstLogin() throws Exception {
    // Given
    InMemoryAccountStore store = new InMemoryAccountStore();
    AccountRepositories repositories =
        new AccountRepositories(new AccountRepository.TokenOnly(store), Map.of());
    try (SaslScene only = new SaslScene(repositories)) {
      exchange = only.fixture.oauth(oauth()).repositories(repositories).exchange();

      // When
      SaslAnswer bySomebodyElse =
          bearer(token(key, "https://other.example", "xmpp:localhost", "alice", 60));
      Account before = store.find(SaslScene.ALICE);
      SaslAnswer byToken = bearer(good());
      SaslAnswer again = bearer(good());

      // Then
      assertThat(bySomebodyElse).isInstanceOf(SaslAnswer.Challenge.class);
      assertThat(before).isNull();
      assertThat(List.of(byToken, again))
          .containsOnly(new SaslAnswer.Success(SaslScene.ALICE, null, null));
      assertThat(store.find(SaslScene.ALICE)).isNotNull();
      assertThat(condition(external("", "alice@localhost")))
          .isEqualTo(SaslCondition.INVALID_MECHANISM);
      assertThat(condition(SaslScene.step(exchange, "PLAIN", null, "\0alice\0x", SaslContext.NONE)))
          .isEqualTo(SaslCondition.INVALID_MECHANISM);

      // When
      only.accounts.setEnabled(SaslScene.ALICE, false);

      // Then
      assertThat(condition(bearer(good()))).isEqualTo(SaslCondition.ACCOUNT_DISABLED);
      assertThat(only.accounts.setPassword(SaslScene.ALICE, "secret"))
          .isEqualTo(new AccountOutcome.Unsupported());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example, xmpp:localhost, alice, 60",
    "https://issuer.example, xmpp:other, alice, 60",
    "https://issuer.example, xmpp:localhost, bob, 60",
    "https://issuer.example, xmpp:localhost, alice@other.example, 60",
    "https://issuer.example, xmpp:localhost, alice, -31"
  })
  void tokenThatIsNotForTheAccountIsRefusedInTwoSteps(
      String issuer, String audience, String subject, int seconds) throws Exception {
    // When: RFC 7628, section 3.2.3.
    SaslAnswer first = bearer(token(key, issuer, audience, subject, seconds));

    // Then
    assertThat(first).isInstanceOf(SaslAnswer.Challenge.class);
    SaslAnswer.Challenge challenge = (SaslAnswer.Challenge) first;
    assertThat(SaslScene.text(challenge.data())).isEqualTo("{\"status\":\"invalid_token\"}");
    SaslAnswer end =
        SaslScene.step(exchange, "OAUTHBEARER", challenge.state(), "\1", SaslContext.NONE);
    assertThat(condition(end)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void tokenOfAnotherKeyOrWithoutSignatureIsRefused() throws Exception {
    // Given
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    String[] parts = good().split("\\.", -1);

    // When // Then
    assertThat(bearer(token(other, "https://issuer.example", "xmpp:localhost", "alice", 60)))
        .isInstanceOf(SaslAnswer.Challenge.class);
    assertThat(bearer("eyJhbGciOiJub25lIn0." + parts[1] + "."))
        .isInstanceOf(SaslAnswer.Challenge.class);
    assertThat(bearer("garbage")).isInstanceOf(SaslAnswer.Challenge.class);
    assertThat(bearer("")).isInstanceOf(SaslAnswer.Challenge.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n,,",
        "n,,\1\1",
        "n,,\1host=a\1\1",
        "n,,auth=Bearer x\1\1",
        "n,,\1auth=Basic x\1\1",
        "n,,\1auth=Bearer x\1auth=Bearer y\1\1",
        "n,,\1auth=Bearer x\1junk\1\1",
        "p=tls-exporter,,\1auth=Bearer x\1\1"
      })
  void brokenMessageIsMalformed(String message) {
    assertThat(condition(bearerMessage(message))).isEqualTo(SaslCondition.MALFORMED_REQUEST);
  }

  @Test
  void newKeysAreReadAndBrokenOnesAreNot() throws Exception {
    // Given
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();
    String token = token(next, "https://issuer.example", "xmpp:localhost", "alice", 600);
    write(next);
    Files.setLastModifiedTime(jwks, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

    // When // Then
    assertThat(bearer(token)).isInstanceOf(SaslAnswer.Challenge.class);
    scene.time.advance(Duration.ofSeconds(10));
    assertThat(bearer(token)).isInstanceOf(SaslAnswer.Success.class);

    Files.writeString(jwks, "{broken");
    Files.setLastModifiedTime(jwks, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
    scene.time.advance(Duration.ofSeconds(10));
    assertThat(bearer(token)).isInstanceOf(SaslAnswer.Success.class);
  }

  private static SaslCondition condition(SaslAnswer answer) {
    return ((SaslAnswer.Failure) answer).condition();
  }
}
