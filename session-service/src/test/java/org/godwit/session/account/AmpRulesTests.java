package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0079. */
class AmpRulesTests {

  private static final String CAROL = "carol@localhost/pad";
  private static final String BARE = "alice@localhost";
  private static final String ON_PHONE = "alice@localhost/phone";
  private static final int TRAITS = StanzaTrait.BODY.bit() | StanzaTrait.OTHER_PAYLOAD.bit();

  private static MachineScript online() {
    return new MachineScript().online(PHONE, "phone", 0);
  }

  private static MachineScript away() {
    return new MachineScript()
        .given(AccountState.EMPTY.withMailbox(Mailbox.UNKNOWN.checked(true, 0, NOW)));
  }

  private static String rule(String action, String condition, String value) {
    return "<rule action=\""
        + action
        + "\" condition=\""
        + condition
        + "\" value=\""
        + value
        + "\"/>";
  }

  private static MachineScript send(MachineScript script, String to, String... rules) {
    String amp =
        "<amp xmlns=\"http://jabber.org/protocol/amp\">" + String.join("", rules) + "</amp>";
    return script.incoming(Stanzas.of(StanzaType.CHAT, CAROL, to, "<body>x</body>" + amp, TRAITS));
  }

  /** Returns what the sender hears; null for nothing. */
  private static @Nullable String heard(MachineScript script) {
    List<Effect.ToAddress> events = script.effects(Effect.ToAddress.class);
    return events.isEmpty()
        ? null
        : new String(events.getFirst().message().stanza(), StandardCharsets.UTF_8);
  }

  private static boolean isDelivered(MachineScript script) {
    return !script.streams().isEmpty() || !script.effects(Effect.PersistOffline.class).isEmpty();
  }

  @Test
  void section341AnAlertTakesTheMessagesPlace() {
    // When
    MachineScript script = send(away(), BARE, rule("alert", "deliver", "stored"));

    // Then
    assertThat(isDelivered(script)).isFalse();
    assertThat(heard(script))
        .isEqualTo(
            "<message xmlns=\"jabber:client\" from=\"localhost\" to=\"carol@localhost/pad\""
                + " id=\"id-chat\"><amp xmlns=\"http://jabber.org/protocol/amp\" status=\"alert\""
                + " from=\"carol@localhost/pad\" to=\"alice@localhost\">"
                + rule("alert", "deliver", "stored")
                + "</amp></message>");
  }

  @Test
  void section342ADroppedMessageLeavesNothing() {
    // When
    MachineScript script = send(away(), BARE, rule("drop", "deliver", "stored"));

    // Then
    assertThat(script.effects()).isEmpty();
    assertThat(script.state().mailbox().stored()).isZero();
  }

  @Test
  void section343AnErrorNamesTheRuleThatFailed() {
    // When
    MachineScript script = send(online(), BARE, rule("error", "deliver", "direct"));

    // Then
    assertThat(isDelivered(script)).isFalse();
    assertThat(heard(script))
        .contains(
            "type=\"error\"",
            "status=\"error\"",
            "<error code=\"500\" type=\"modify\"><undefined-condition",
            "<failed-rules xmlns=\"http://jabber.org/protocol/amp#errors\"><rule");
  }

  @Test
  void section344ANotificationChangesNothing() {
    // When
    MachineScript script = send(online(), BARE, rule("notify", "deliver", "direct"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
    assertThat(heard(script)).contains("status=\"notify\"");
  }

  @Test
  void section223TheFirstRuleThatIsMetDecides() {
    // When
    MachineScript script =
        send(
            online(),
            BARE,
            rule("drop", "deliver", "stored"),
            rule("notify", "deliver", "direct"),
            rule("drop", "deliver", "direct"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
    assertThat(heard(script)).contains("status=\"notify\"");
  }

  @ParameterizedTest
  @CsvSource({
    "alice@localhost/phone, any, true",
    "alice@localhost/phone, exact, true",
    "alice@localhost/phone, other, false",
    "alice@localhost/gone, any, true",
    "alice@localhost/gone, exact, false",
    "alice@localhost/gone, other, true",
    "alice@localhost, exact, false",
    "alice@localhost, other, true"
  })
  void section333WhichResourceGetsIt(String to, String value, boolean met) {
    // When
    MachineScript script = send(online(), to, rule("drop", "match-resource", value));

    // Then
    assertThat(script.effects().isEmpty()).isEqualTo(met);
  }

  @Test
  void section332WhatComesTooLateIsDropped() {
    // Given
    String past = Instant.ofEpochMilli(NOW - 1000).toString();
    String future = Instant.ofEpochMilli(NOW + 1000).toString();

    // Then
    assertThat(send(online(), BARE, rule("drop", "expire-at", past)).effects()).isEmpty();
    assertThat(send(online(), BARE, rule("drop", "expire-at", future)).streams()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"drop, false, false", "alert, false, true", "notify, true, true"})
  void section332AStoredMessageExpires(String action, boolean delivered, boolean told) {
    // Given
    String expiry = Instant.ofEpochMilli(NOW + 1000).toString();
    OfflineRow row =
        send(away(), BARE, rule(action, "expire-at", expiry))
            .effects(Effect.PersistOffline.class)
            .getFirst()
            .row();
    MachineScript script = away().bound(PHONE, "phone");
    script.sent(PHONE, Stanzas.presence(ON_PHONE, ""));

    // When
    script.when(new AccountInput.Loaded(PHONE, List.of(row), Long.MAX_VALUE, NOW + 2000));

    // Then
    assertThat(script.streams().isEmpty()).isEqualTo(!delivered);
    assertThat(script.effects(Effect.DeleteOffline.class).isEmpty()).isEqualTo(delivered);
    assertThat(heard(script) != null).isEqualTo(told);
  }

  @Test
  void whatIsNotDeliveredAtAllMeetsNone() {
    // Given
    MachineScript nobody =
        new MachineScript()
            .given(AccountState.EMPTY.withMailbox(Mailbox.UNKNOWN.checked(false, 0, NOW)));

    // When
    send(nobody, BARE, rule("alert", "deliver", "none"));

    // Then
    assertThat(heard(nobody)).contains("status=\"alert\"").doesNotContain("type=\"error\"");
  }

  @ParameterizedTest
  @CsvSource({
    "explode, deliver, direct, bad-request, unsupported-actions",
    "drop, weather, rain, bad-request, unsupported-conditions",
    "drop, deliver, sometimes, not-acceptable, invalid-rules",
    "drop, expire-at, tomorrow, not-acceptable, invalid-rules",
    "drop, expire-at, 2026-01-01T00:00:00+02:00, not-acceptable, invalid-rules",
    "drop, match-resource, some, not-acceptable, invalid-rules"
  })
  void section61RulesThatAreNotUnderstoodAreRefused(
      String action, String condition, String value, String general, String specific) {
    // When
    MachineScript script = send(online(), ON_PHONE, rule(action, condition, value));

    // Then
    assertThat(isDelivered(script)).isFalse();
    assertThat(heard(script))
        .contains(
            "type=\"error\"",
            "type=\"modify\"><" + general,
            "<" + specific + " xmlns=\"http://jabber.org/protocol/amp\"><rule");
  }

  @Test
  void anEventIsAMessageLikeAnyOther() {
    // When
    MachineScript script = online();
    script.incoming(
        Stanzas.of(
            StanzaType.NORMAL,
            "localhost",
            ON_PHONE,
            "<amp xmlns=\"http://jabber.org/protocol/amp\" status=\"alert\">"
                + rule("drop", "deliver", "direct")
                + "</amp>",
            StanzaTrait.OTHER_PAYLOAD.bit()));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }
}
