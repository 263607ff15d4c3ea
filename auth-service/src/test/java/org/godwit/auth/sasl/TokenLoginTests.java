package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.auth.fast.IssuedToken;
import org.godwit.auth.sasl.SaslContext.TokenWish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of XEP-0484 v0.2.0, from the login that brings one to its end. */
class TokenLoginTests {

  private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String LAPTOP = "e4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final byte[] EXPORTED = "exported".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_POINT = "end point".getBytes(StandardCharsets.US_ASCII);
  private static final Map<String, byte[]> BINDINGS =
      Map.of("tls-exporter", EXPORTED, "tls-server-end-point", END_POINT);
  private static final String NONE = "HT-SHA-256-NONE";

  private final SaslScene scene = new SaslScene();
  private final SaslExchange exchange = scene.fixture.exchange();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static SaslContext with(TokenWish wish) {
    return new SaslContext("192.0.2.1", BINDINGS, List.of(), List.of(), wish);
  }

  private static TokenWish using(String agent) {
    return new TokenWish(agent, null, true, false);
  }

  /** Logs in with the password and asks for a token. */
  private IssuedToken issued(String agent, String mechanism) {
    SaslAnswer answer =
        SaslScene.step(
            exchange,
            "PLAIN",
            null,
            "\0alice\0secret",
            with(new TokenWish(agent, mechanism, false, false)));
    return Objects.requireNonNull(((SaslAnswer.Success) answer).token());
  }

  private static byte[] hash(String role, IssuedToken token, byte[] binding) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(role.getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(binding);
    return ScramKeys.hmac(
        ScramHash.SHA_256,
        token.token().getBytes(StandardCharsets.US_ASCII),
        message.toByteArray());
  }

  private SaslAnswer login(
      String mechanism, IssuedToken token, byte[] binding, @Nullable TokenWish wish) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("alice\0".getBytes(StandardCharsets.UTF_8));
    message.writeBytes(hash("Initiator", token, binding));
    return exchange.step(
        new SaslRequest(
            "localhost",
            mechanism,
            null,
            Base64.getEncoder().encodeToString(message.toByteArray()),
            true,
            new SaslContext("192.0.2.1", BINDINGS, List.of(), List.of(), wish)));
  }

  private SaslAnswer login(IssuedToken token) {
    return login(NONE, token, new byte[0], using(PHONE));
  }

  @ParameterizedTest
  @CsvSource({"HT-SHA-256-NONE, ''", "HT-SHA-256-EXPR, exported", "HT-SHA-256-ENDP, end point"})
  void tokenLogsInOverItsChannelAndTheServerShowsItHasIt(String mechanism, String bound) {
    // Given
    byte[] binding = bound.getBytes(StandardCharsets.US_ASCII);
    IssuedToken token = issued(PHONE, mechanism);

    // When
    SaslAnswer answer = login(mechanism, token, binding, using(PHONE));

    // Then
    String proof = Base64.getEncoder().encodeToString(hash("Responder", token, binding));
    assertThat(answer).isEqualTo(new SaslAnswer.Success(SaslScene.ALICE, proof, null));
    assertThat(token.expiry()).isEqualTo(scene.time.instant().plus(Duration.ofDays(21)));
  }

  @Test
  void tokenIsForItsMechanismClientAndChannelOnly() {
    // Given: section 3.4: tokens are bound to the mechanism.
    IssuedToken token = issued(PHONE, "HT-SHA-256-EXPR");

    // When // Then
    assertThat(condition(login(NONE, token, new byte[0], using(PHONE))))
        .isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(condition(login("HT-SHA-256-EXPR", token, EXPORTED, using(LAPTOP))))
        .isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(condition(login("HT-SHA-256-EXPR", token, END_POINT, using(PHONE))))
        .isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void mechanismOfTokensNeedsTheFastElement() {
    // Given
    IssuedToken token = issued(PHONE, NONE);

    // When // Then
    assertThat(condition(login(NONE, token, new byte[0], null)))
        .isEqualTo(SaslCondition.INVALID_MECHANISM);
    assertThat(condition(login(NONE, token, new byte[0], new TokenWish(PHONE, null, false, false))))
        .isEqualTo(SaslCondition.INVALID_MECHANISM);
  }

  @Test
  void channelThatTheConnectionLacksIsMalformed() {
    // When
    SaslAnswer answer =
        SaslScene.step(
            exchange,
            "HT-SHA-256-EXPR",
            null,
            "alice\0",
            new SaslContext(null, Map.of(), List.of(), List.of(), using(PHONE)));

    // Then
    assertThat(condition(answer)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "\0x", "alice\0short", "\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void brokenMessageIsMalformed(String message) {
    assertThat(condition(SaslScene.step(exchange, NONE, null, message, with(using(PHONE)))))
        .isEqualTo(SaslCondition.MALFORMED_REQUEST);
  }

  @Test
  void tokenDueForRotationIsReplacedAndBothWorkUntilTheNewOneIsUsed() {
    // Given
    IssuedToken first = issued(PHONE, NONE);
    assertThat(token(login(first))).isNull();

    // When: section 3.5.
    scene.time.advance(Duration.ofDays(1));
    IssuedToken second = Objects.requireNonNull(token(login(first)));

    // Then: the client may not have got the new one.
    assertThat(second.token()).isNotEqualTo(first.token());
    IssuedToken third = Objects.requireNonNull(token(login(first)));
    assertThat(condition(login(second))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(login(third)).isInstanceOf(SaslAnswer.Success.class);
    assertThat(condition(login(first))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(login(third)).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void expiredTokenIsToldSo() {
    // Given
    IssuedToken token = issued(PHONE, NONE);

    // When
    scene.time.advance(Duration.ofDays(21));

    // Then: section 4.2.
    assertThat(condition(login(token))).isEqualTo(SaslCondition.CREDENTIALS_EXPIRED);
  }

  @Test
  void newPasswordEndsAllTokens() {
    // Given
    IssuedToken token = issued(PHONE, NONE);
    assertThat(login(token)).isInstanceOf(SaslAnswer.Success.class);

    // When
    scene.accounts.setPassword(SaslScene.ALICE, "changed");

    // Then
    assertThat(condition(login(token))).isEqualTo(SaslCondition.CREDENTIALS_EXPIRED);
  }

  @Test
  void clientCanInvalidateItsToken() {
    // Given: due for rotation, which an invalidation must not bring (section 3.6).
    IssuedToken token = issued(PHONE, NONE);
    scene.time.advance(Duration.ofDays(2));

    // When
    SaslAnswer last = login(NONE, token, new byte[0], new TokenWish(PHONE, null, true, true));

    // Then
    assertThat(last).isInstanceOf(SaslAnswer.Success.class);
    assertThat(token(last)).isNull();
    assertThat(condition(login(token))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void invalidatingAndAskingAnewBringsANewOne() {
    // Given
    IssuedToken token = issued(PHONE, NONE);

    // When
    IssuedToken next =
        Objects.requireNonNull(
            token(login(NONE, token, new byte[0], new TokenWish(PHONE, NONE, true, true))));

    // Then
    assertThat(condition(login(token))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
    assertThat(login(next)).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void clientsPastTheLimitLoseTheOldestToken() {
    // Given: three clients may have tokens.
    IssuedToken oldest = issued(PHONE, NONE);
    for (char c = '1'; c <= '3'; c++) {
      scene.time.advance(Duration.ofSeconds(1));
      issued(LAPTOP.replace('e', c), NONE);
    }

    // When // Then
    assertThat(condition(login(oldest))).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void disabledAccountCannotUseItsToken() {
    // Given
    IssuedToken token = issued(PHONE, NONE);

    // When
    scene.accounts.setEnabled(SaslScene.ALICE, false);

    // Then
    assertThat(condition(login(token))).isEqualTo(SaslCondition.ACCOUNT_DISABLED);
  }

  @Test
  void failedLoginAndUnknownMechanismBringNoToken() {
    // When
    SaslAnswer failed =
        SaslScene.step(
            exchange,
            "PLAIN",
            null,
            "\0alice\0wrong",
            with(new TokenWish(PHONE, NONE, false, false)));
    SaslAnswer unknown =
        SaslScene.step(
            exchange,
            "PLAIN",
            null,
            "\0alice\0secret",
            with(new TokenWish(PHONE, "PLAIN", false, false)));

    // Then
    assertThat(failed).isInstanceOf(SaslAnswer.Failure.class);
    assertThat(token(unknown)).isNull();
  }

  @Test
  void tokensCanBeSwitchedOff() {
    // Given
    IssuedToken token = issued(PHONE, NONE);
    SaslExchange off = scene.fixture.fastEnabled(false).exchange();

    // When
    SaslAnswer asked =
        SaslScene.step(
            off, "PLAIN", null, "\0alice\0secret", with(new TokenWish(PHONE, NONE, false, false)));
    SaslAnswer used =
        SaslScene.step(off, NONE, null, "alice\0" + token.token(), with(using(PHONE)));

    // Then
    assertThat(token(asked)).isNull();
    assertThat(condition(used)).isEqualTo(SaslCondition.INVALID_MECHANISM);
  }

  @Test
  void nothingShowsTheToken() {
    // When
    IssuedToken token = issued(PHONE, NONE);

    // Then
    assertThat(token.toString() + login(token) + using(PHONE)).doesNotContain(token.token(), PHONE);
  }

  private static @Nullable IssuedToken token(SaslAnswer answer) {
    return ((SaslAnswer.Success) answer).token();
  }

  private static SaslCondition condition(SaslAnswer answer) {
    return ((SaslAnswer.Failure) answer).condition();
  }
}
