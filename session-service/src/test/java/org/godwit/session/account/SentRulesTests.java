package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.PHONE;

import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6120, sections 10.3 to 10.5: what an account's own stream sends to its server. */
class SentRulesTests {

  private static final String FROM = "alice@localhost/phone";

  private final MachineScript script =
      new MachineScript().online(PHONE, "phone", 0).online(DESK, "desk", 0);

  private MachineScript send(StanzaType type, @Nullable String to) {
    return script.sent(PHONE, Stanzas.of(type, FROM, to, "<x xmlns=\"x\"/>", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, , ACCOUNT",
    "SET, alice@localhost, ACCOUNT",
    "GET, localhost, SERVER",
    "SET, localhost, SERVER"
  })
  void requestsToTheAccountAndTheServerAreAnsweredByModules(
      StanzaType type, @Nullable String to, TargetKind target) {
    // When
    send(type, to);

    // Then
    assertThat(script.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.AnswerIq.class, answer -> assertThat(answer.target()).isEqualTo(target));
  }

  @Test
  void section1031AMessageWithoutAddresseeIsForTheOwnAccount() {
    // When
    send(StanzaType.CHAT, null);

    // Then
    assertThat(script.streams()).containsExactly("k1-phone", "k1-desk");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whetherAStanzaIsForwardedIsSaidByItsRecordAndNotByTheProfileOfToday(boolean vetted) {
    // When
    script.sent(
        PHONE,
        Stanzas.of(
            StanzaType.CHAT,
            FROM,
            "bob@localhost",
            "<body>hi</body>",
            StanzaTrait.BODY.bit() | (vetted ? StanzaTrait.FORWARD.bit() : 0)));

    // Then
    assertThat(script.effects().stream().filter(Effect.ToAddress.class::isInstance))
        .hasSize(vetted ? 1 : 0);
  }

  @Test
  void anotherOwnResourceIsReachedDirectly() {
    // When
    send(StanzaType.GET, "alice@localhost/desk");

    // Then
    assertThat(script.streams()).containsExactly("k1-desk");
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, localhost, service-unavailable",
    "GROUPCHAT, localhost, service-unavailable",
    "GET, localhost/admin, service-unavailable",
    "CHAT, carol@elsewhere.example, remote-server-not-found",
    "GET, elsewhere.example, remote-server-not-found",
    "SET, unknown.localhost, remote-server-not-found"
  })
  void whatReachesNobodyIsRefused(StanzaType type, String to, String condition) {
    // When
    send(type, to);

    // Then
    assertThat(script.onlyText())
        .contains("type=\"error\"", condition, "from=\"" + to + '"', "to=\"" + FROM + '"');
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @ParameterizedTest
  @CsvSource({
    "AVAILABLE, localhost",
    "UNAVAILABLE, carol@elsewhere.example",
    "SUBSCRIBE, carol@elsewhere.example",
    "MESSAGE_ERROR, localhost",
    "MESSAGE_ERROR, carol@elsewhere.example",
    "RESULT, localhost",
    "IQ_ERROR, elsewhere.example",
    "RESULT, "
  })
  void neitherPresenceNorErrorsNorResultsAreRefused(StanzaType type, @Nullable String to) {
    // When
    send(type, to);

    // Then
    assertThat(script.effects()).isEmpty();
  }
}
