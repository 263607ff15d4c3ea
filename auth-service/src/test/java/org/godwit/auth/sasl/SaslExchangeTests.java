package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.godwit.auth.TestTime;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.AccountsFixture;
import org.godwit.auth.account.InMemoryAccountStore;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell on a fake store: RFC 6120, section 6. */
class SaslExchangeTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final PasswordProperties PASSWORDS =
      new PasswordProperties(4096, Map.of(), 1, 256, 2, 100);

  private final TestTime time = new TestTime();
  private final InMemoryAccountStore store = new InMemoryAccountStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PasswordHashing hashing = new PasswordHashing(PASSWORDS, new SecureRandom());
  private final Accounts accounts = AccountsFixture.accounts(store, hashing, PASSWORDS, time);
  private final SaslExchange exchange = exchange(false, hashing);

  @BeforeEach
  void createAlice() {
    accounts.create(ALICE, "secret");
  }

  @AfterEach
  void stopHashing() {
    hashing.close();
  }

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void scramLogsInWithTheRightPassword(ScramHash hash) {
    // Given
    ScramClient client = new ScramClient(hash, "n,,", "alice", "clientnonce");

    // When
    SaslAnswer answer = scram(client, hash, "secret");

    // Then
    assertThat(answer)
        .isEqualTo(new SaslAnswer.Success(ALICE, base64(client.expectedServerFinal()), null));
  }

  @Test
  void scramRefusesTheWrongPassword() {
    // When
    SaslAnswer answer = scram(client("alice"), ScramHash.SHA_256, "Secret");

    // Then
    assertThat(answer).isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
  }

  @Test
  void unknownAccountLooksLikeAWrongPassword() {
    // When
    String first = challengeOf("mallory");
    String second = challengeOf("mallory");
    String other = challengeOf("trudy");
    String real = challengeOf("alice");
    SaslAnswer end = scram(client("mallory"), ScramHash.SHA_256, "secret");

    // Then: one salt per name, as long as a real one, and the same iterations.
    assertThat(saltOf(first)).isEqualTo(saltOf(second)).isNotEqualTo(saltOf(other));
    assertThat(saltOf(first)).hasSameSizeAs(saltOf(real));
    assertThat(first.substring(first.indexOf(",i=")))
        .isEqualTo(real.substring(real.indexOf(",i=")));
    assertThat(end).isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
  }

  @Test
  void mechanismWithoutInitialResponseIsAskedForOne() {
    // Given: RFC 6120, section 6.4.2.
    ScramClient client = client("alice");

    // When
    SaslAnswer.Challenge empty =
        (SaslAnswer.Challenge) exchange.step(request("SCRAM-SHA-256", null, null));
    SaslAnswer.Challenge first =
        (SaslAnswer.Challenge)
            exchange.step(request("SCRAM-SHA-256", empty.state(), base64(client.first())));
    SaslAnswer end =
        exchange.step(
            request(
                "SCRAM-SHA-256", first.state(), base64(client.last(text(first.data()), "secret"))));

    // Then
    assertThat(empty.data()).isEmpty();
    assertThat(end).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void plainLogsInWithTheRightPassword() {
    // When
    SaslAnswer answer = plain("\0alice\0secret");
    SaslAnswer acting = plain("alice@localhost\0alice\0secret");

    // Then
    assertThat(answer).isEqualTo(new SaslAnswer.Success(ALICE, null, null));
    assertThat(acting).isEqualTo(new SaslAnswer.Success(ALICE, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0alice\0Secret",
        "\0alice\0secret ",
        "\0mallory\0secret",
        "\0alice@localhost\0secret",
        "\0ali/ce\0secret",
        "\0alice\0sec\u0007ret"
      })
  void plainRefusesEverythingElse(String message) {
    // When
    SaslAnswer answer = plain(message);

    // Then
    assertThat(answer).isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
  }

  @Test
  void plainNeedsTlsUnlessConfiguredOtherwise() {
    // Given
    SaslRequest open =
        new SaslRequest(
            "localhost", "PLAIN", null, base64("\0alice\0secret"), false, SaslContext.NONE);

    // When
    SaslAnswer refused = exchange.step(open);
    SaslAnswer taken = exchange(true, hashing).step(open);

    // Then
    assertThat(refused).isEqualTo(failure(SaslCondition.ENCRYPTION_REQUIRED));
    assertThat(taken).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void passwordIsPreparedOnBothWays() {
    // Given: RFC 4013, section 3: U+00AD vanishes, U+2168 is "IX".
    accounts.setPassword(ALICE, "I\u00ADX\u2168");

    // When
    SaslAnswer byPlain = plain("\0alice\0IXIX");
    SaslAnswer byScram = scram(client("alice"), ScramHash.SHA_256, "IXIX");

    // Then
    assertThat(byPlain).isInstanceOf(SaslAnswer.Success.class);
    assertThat(byScram).isInstanceOf(SaslAnswer.Success.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob@localhost", "alice@example.com", "localhost", "@", "alice"})
  void actingAsSomebodyElseIsInvalidAuthzid(String authzid) {
    // When: RFC 6120, section 6.3.8.
    SaslAnswer byPlain = plain(authzid + "\0alice\0secret");
    SaslAnswer byScram =
        exchange.step(request("SCRAM-SHA-256", null, base64("n,a=" + authzid + ",n=alice,r=abc")));

    // Then
    assertThat(byPlain).isEqualTo(failure(SaslCondition.INVALID_AUTHZID));
    assertThat(byScram).isEqualTo(failure(SaslCondition.INVALID_AUTHZID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@localhost", "alice@localhost/phone"})
  void actingAsOneselfIsAllowed(String authzid) {
    // Given
    ScramClient client =
        new ScramClient(ScramHash.SHA_256, "n,a=" + authzid + ",", "alice", "nonce");

    // When
    SaslAnswer answer = scram(client, ScramHash.SHA_256, "secret");

    // Then
    assertThat(answer).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void disabledAccountIsToldSoOnlyWithTheRightPassword() {
    // Given
    accounts.setEnabled(ALICE, false);

    // When // Then
    assertThat(plain("\0alice\0secret")).isEqualTo(failure(SaslCondition.ACCOUNT_DISABLED));
    assertThat(plain("\0alice\0wrong")).isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
    assertThat(scram(client("alice"), ScramHash.SHA_256, "secret"))
        .isEqualTo(failure(SaslCondition.ACCOUNT_DISABLED));
    assertThat(scram(client("alice"), ScramHash.SHA_256, "wrong"))
        .isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIGEST-MD5", "ANONYMOUS", "OAUTHBEARER", "scram-sha-1", ""})
  void unknownMechanismIsInvalid(String mechanism) {
    // When
    SaslAnswer answer = exchange.step(request(mechanism, null, null));

    // Then
    assertThat(answer).isEqualTo(failure(SaslCondition.INVALID_MECHANISM));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "AAA", "A", "AA=A", "AAAA\n", "AAAA AAAA"})
  void badBase64IsIncorrectEncoding(String data) {
    // When
    SaslAnswer answer = exchange.step(request("PLAIN", null, data));

    // Then
    assertThat(answer).isEqualTo(failure(SaslCondition.INCORRECT_ENCODING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "="})
  void emptyMessageIsMalformed(String data) {
    // When
    SaslAnswer answer = exchange.step(request("SCRAM-SHA-1", null, data));

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            SaslAnswer.Failure.class,
            failure -> assertThat(failure.condition()).isEqualTo(SaslCondition.MALFORMED_REQUEST));
  }

  @Test
  void tooLargeMessageIsMalformed() {
    // When
    SaslAnswer answer = plain("\0alice\0" + "x".repeat(4096));

    // Then
    assertThat(answer)
        .isEqualTo(
            new SaslAnswer.Failure(SaslCondition.MALFORMED_REQUEST, "The message is too large."));
  }

  @Test
  void exchangeThatTookTooLongIsATemporaryFailure() {
    // Given
    ScramClient client = client("alice");
    SaslAnswer.Challenge challenge =
        (SaslAnswer.Challenge)
            exchange.step(request("SCRAM-SHA-256", null, base64(client.first())));
    String last = base64(client.last(text(challenge.data()), "secret"));

    // When
    time.advance(Duration.ofSeconds(60));
    SaslAnswer answer = exchange.step(request("SCRAM-SHA-256", challenge.state(), last));

    // Then
    assertThat(answer)
        .isEqualTo(
            new SaslAnswer.Failure(
                SaslCondition.TEMPORARY_AUTH_FAILURE, "The exchange took too long."));
  }

  @Test
  void stateOfAnotherMechanismIsATemporaryFailure() {
    // Given
    SaslAnswer.Challenge challenge =
        (SaslAnswer.Challenge)
            exchange.step(request("SCRAM-SHA-256", null, base64(client("alice").first())));

    // When
    SaslAnswer answer = exchange.step(request("SCRAM-SHA-1", challenge.state(), "="));

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            SaslAnswer.Failure.class,
            failure ->
                assertThat(failure.condition()).isEqualTo(SaslCondition.TEMPORARY_AUTH_FAILURE));
  }

  @Test
  void loginsLookAtTheStoreOnceUntilOneFails() {
    // Given
    int before = store.finds();

    // When // Then
    scram(client("alice"), ScramHash.SHA_256, "secret");
    scram(client("alice"), ScramHash.SHA_256, "secret");
    plain("\0alice\0secret");
    assertThat(store.finds() - before).isEqualTo(1);

    plain("\0alice\0wrong");
    plain("\0alice\0secret");
    assertThat(store.finds() - before).isEqualTo(2);
  }

  @Test
  void newPasswordHoldsAtOnceAndTheOldOneNoLonger() {
    // Given
    plain("\0alice\0secret");

    // When
    accounts.setPassword(ALICE, "changed");

    // Then
    assertThat(plain("\0alice\0secret")).isEqualTo(failure(SaslCondition.NOT_AUTHORIZED));
    assertThat(plain("\0alice\0changed")).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void finishedExchangesAreCounted() {
    // When
    plain("\0alice\0secret");
    plain("\0alice\0wrong");

    // Then
    assertThat(registry.get("xmpp.auth.logins").tag("outcome", "success").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("xmpp.auth.logins").tag("outcome", "not-authorized").counter().count())
        .isEqualTo(1);
  }

  private SaslExchange exchange(boolean plainWithoutTls, PasswordHashing hashing) {
    return new SaslFixture(accounts, hashing, time, registry)
        .plainWithoutTls(plainWithoutTls)
        .exchange();
  }

  private SaslAnswer scram(ScramClient client, ScramHash hash, String password) {
    String mechanism = "SCRAM-" + hash.name().replace('_', '-');
    SaslAnswer.Challenge challenge =
        (SaslAnswer.Challenge) exchange.step(request(mechanism, null, base64(client.first())));
    return exchange.step(
        request(
            mechanism, challenge.state(), base64(client.last(text(challenge.data()), password))));
  }

  private String challengeOf(String username) {
    SaslAnswer answer =
        exchange.step(request("SCRAM-SHA-256", null, base64(client(username).first())));
    return text(((SaslAnswer.Challenge) answer).data());
  }

  private SaslAnswer plain(String message) {
    return exchange.step(request("PLAIN", null, base64(message)));
  }

  private static ScramClient client(String username) {
    return new ScramClient(ScramHash.SHA_256, "n,,", username, "clientnonce");
  }

  private static String saltOf(String serverFirst) {
    return serverFirst.substring(serverFirst.indexOf(",s="), serverFirst.indexOf(",i="));
  }

  private static SaslRequest request(
      String mechanism, @Nullable String state, @Nullable String data) {
    return new SaslRequest("localhost", mechanism, state, data, true, SaslContext.NONE);
  }

  private static SaslAnswer failure(SaslCondition condition) {
    return new SaslAnswer.Failure(condition, null);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
