package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6121, section 8.5, seen from one account. */
class StanzaRulesTests {

  private static final String BARE = "alice@localhost";
  private static final String CAROL = "carol@localhost/pad";

  private final MachineScript script = new MachineScript();

  private static Stanzas.Stanza chat(String to) {
    return Stanzas.chat(CAROL, to, "hi");
  }

  @Test
  void section85211AllResourcesButNegativeOnesGetAMessageToTheBareJid() {
    // Given
    script.online(PHONE, "phone", 1).online(DESK, "desk", -1);

    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @Test
  void aResourceWithoutPresenceGetsOnlyWhatIsForItsFullJid() {
    // Given
    script.bound(PHONE, "phone").online(DESK, "desk", 0);

    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.streams()).containsExactly("k1-desk");

    // When
    script.incoming(chat(BARE + "/phone"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @Test
  void anAbsentAccountIsLookedUpFirst() {
    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.Lookup());
  }

  @Test
  void aMessageToAnAbsentUserIsStoredUnderTheIdOfItsRecord() {
    // Given
    script.when(new AccountInput.LookedUp(true, 0, NOW));

    // When
    script.whenAt(41, new BusMessage.Incoming(null, chat(BARE).head(), chat(BARE).bytes()));

    // Then
    assertThat(script.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.PersistOffline.class,
            persist ->
                assertThat(persist.row().id()).isEqualTo(new OfflineId("session", 3, 41, 0, NOW)));
    assertThat(script.state().mailbox().stored()).isEqualTo(1);
  }

  @Test
  void section851AMessageToAnAccountThatDoesNotExistIsRefusedAndAskedForAnew() {
    // Given
    script.when(new AccountInput.LookedUp(false, 0, NOW));

    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.onlyText()).contains("service-unavailable");
    assertThat(script.state().mailbox()).isEqualTo(Mailbox.UNKNOWN);
  }

  @Test
  void whatWasFoundOutIsNotBelievedForEver() {
    // Given
    script.when(new AccountInput.LookedUp(true, 0, NOW - 600_001));

    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.Lookup());
  }

  @Test
  void atTheLimitTheRowsAreCountedBeforeASenderIsRefused() {
    // Given
    script.when(new AccountInput.LookedUp(true, 3, NOW));
    script.incoming(chat(BARE));

    // When
    script.incoming(chat(BARE));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.Lookup());

    // When
    script.when(new AccountInput.LookedUp(true, 4, NOW)).incoming(chat(BARE));

    // Then
    assertThat(script.effects()).hasSize(2).contains(new Effect.Count(Effect.Event.REFUSED));
  }

  @Test
  void whatMustNotBeStoredIsRefusedWithoutALookUp() {
    // When
    script.incoming(
        Stanzas.of(
            StanzaType.CHAT,
            CAROL,
            BARE,
            "<body>x</body>",
            StanzaTrait.BODY.bit() | StanzaTrait.NO_STORE.bit()));

    // Then
    assertThat(script.onlyText()).contains("service-unavailable");
  }

  @Test
  void anAccountTooLongForTheIndexIsRefused() {
    // Given
    String longest = "a".repeat(OfflineRow.ACCOUNT_CHARS_MAX) + "@localhost";
    AccountSettings settings = new AccountSettings(1, 1, 1, java.time.Duration.ofMinutes(1), 1);
    StanzaRules rules = new StanzaRules(settings, new BacklogRules(settings));
    Stanzas.Stanza stanza = chat(BARE);
    StanzaInput input =
        new StanzaInput(
            new org.godwit.bus.InboundRecord(
                "session",
                0,
                0,
                NOW,
                longest,
                new BusMessage.Incoming(null, stanza.head(), stanza.bytes())),
            null,
            stanza.head(),
            stanza.bytes(),
            null);

    // When
    Step step =
        rules.deliver(AccountState.EMPTY, input, new Env(MachineScript.ALICE, longest, () -> "r"));

    // Then
    assertThat(step.effects()).singleElement().isInstanceOf(Effect.ToAddress.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = StanzaType.class,
      names = {"MESSAGE_ERROR", "PRESENCE_ERROR", "IQ_ERROR", "RESULT"})
  void anErrorIsNeverAnsweredWithAnError(StanzaType type) {
    // When
    script.incoming(Stanzas.of(type, CAROL, BARE + "/gone", "", 0));

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {BARE, BARE + "/gone"})
  void groupchatWithoutTheResourceIsRefused(String to) {
    // Given
    script.online(PHONE, "phone", 0);

    // When
    script.incoming(Stanzas.of(StanzaType.GROUPCHAT, CAROL, to, "<body>x</body>", 1));

    // Then
    assertThat(script.onlyText()).contains("service-unavailable");
  }

  @Test
  void directedPresenceReachesAvailableResourcesOnly() {
    // Given
    script.online(PHONE, "phone", -1).bound(DESK, "desk");

    // When
    script.incoming(Stanzas.of(StanzaType.AVAILABLE, CAROL, BARE, "", 0));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @Test
  void anIqToTheBareJidOfAnotherUserIsAnsweredOnItsBehalf() {
    // Given
    script.online(PHONE, "phone", 0);

    // When
    script.incoming(Stanzas.iq(StanzaType.GET, CAROL, BARE, "<x xmlns=\"x\"/>"));

    // Then
    assertThat(script.effects()).singleElement().isInstanceOf(Effect.AnswerIq.class);
  }

  @Test
  void anIqOfTheServerForAnAccountThatDoesNotExistIsHandled() {
    // Given: auth-service has removed the account, and its owner is to erase what is left.
    script.when(new AccountInput.LookedUp(false, 0, NOW));

    // When
    script.incoming(
        Stanzas.iq(
            StanzaType.SET, "localhost", BARE, "<account-removed xmlns=\"urn:godwit:admin\"/>"));

    // Then
    assertThat(script.effects()).singleElement().isInstanceOf(Effect.AnswerIq.class);
  }

  @Test
  void anIqForAnAccountThatDoesNotExistIsRefused() {
    // Given
    script.when(new AccountInput.LookedUp(false, 0, NOW));

    // When
    script.incoming(Stanzas.iq(StanzaType.GET, CAROL, BARE, "<x xmlns=\"x\"/>"));

    // Then
    assertThat(script.onlyText()).contains("service-unavailable");
  }

  @Test
  void anUndeliveredMessageIsStoredAtItsPlaceAndGoesOnFromThere() {
    // Given
    script.online(PHONE, "phone", 0).online(DESK, "desk", 0);
    Stanzas.Stanza stanza = chat(BARE + "/phone");

    // When
    script.when(new BusMessage.Undelivered(PHONE, stanza.head(), stanza.bytes(), null));

    // Then
    assertThat(script.streams()).isEmpty();
    assertThat(script.effects()).hasAtLeastOneElementOfType(Effect.PersistOffline.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = StanzaType.class,
      names = {"GROUPCHAT", "MESSAGE_ERROR", "AVAILABLE", "RESULT", "IQ_ERROR"})
  void otherUndeliveredStanzasAreDropped(StanzaType type) {
    // Given
    script.online(DESK, "desk", 0);
    Stanzas.Stanza stanza = Stanzas.of(type, CAROL, BARE + "/phone", "", 0);

    // When
    script.when(new BusMessage.Undelivered(PHONE, stanza.head(), stanza.bytes(), null));

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @Test
  void aRecordForGatewaysIsRefusedAsPoison() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> script.when(new BusMessage.StreamBound("s", "b", MachineScript.ALICE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("StreamBound");
  }
}
