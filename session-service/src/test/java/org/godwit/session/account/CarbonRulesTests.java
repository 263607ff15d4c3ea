package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import java.util.Objects;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0280. */
class CarbonRulesTests {

  private static final String CAROL = "carol@localhost/pad";
  private static final String ON_PHONE = "alice@localhost/phone";
  private static final int OTHER = StanzaTrait.OTHER_PAYLOAD.bit();
  private static final int BODY = StanzaTrait.BODY.bit();

  private final MachineScript script =
      new MachineScript().online(PHONE, "phone", 0).online(DESK, "desk", 0).carbons(DESK);

  private static Stanzas.Stanza message(StanzaType type, String from, String content, int traits) {
    return Stanzas.of(type, from, ON_PHONE, content, traits);
  }

  @Test
  void section7AMessageToAResourceIsCopiedToTheOthers() {
    // Given
    Stanzas.Stanza chat = Stanzas.chat(CAROL, ON_PHONE, "hi");

    // When
    script.incoming(chat);

    // Then
    assertThat(script.texts(PHONE)).containsExactly(chat.text());
    assertThat(script.texts(DESK))
        .containsExactly(
            "<message xmlns=\"jabber:client\" from=\"alice@localhost\""
                + " to=\"alice@localhost/desk\" type=\"chat\">"
                + "<received xmlns=\"urn:xmpp:carbons:2\">"
                + "<forwarded xmlns=\"urn:xmpp:forward:0\">"
                + chat.text()
                + "</forwarded></received></message>");
  }

  @Test
  void section7WhoHasTheMessageGetsNoCopy() {
    // When
    script.incoming(Stanzas.chat(CAROL, "alice@localhost", "hi"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone", "k1-desk");
    assertThat(script.effects()).hasSize(1);
  }

  @Test
  void section7AResourceThatTakesNoMessagesToTheBareJidGetsACopy() {
    // Given
    MachineScript quiet =
        new MachineScript().online(PHONE, "phone", 0).online(DESK, "desk", -1).carbons(DESK);

    // When
    quiet.incoming(Stanzas.chat(CAROL, "alice@localhost", "hi"));

    // Then
    assertThat(quiet.texts(DESK)).singleElement().asString().contains("<received");
  }

  @Test
  void section8WhatOneResourceSendsIsCopiedToTheOthers() {
    // Given
    Stanzas.Stanza chat = Stanzas.chat(ON_PHONE, CAROL, "hi");

    // When
    script.sent(PHONE, chat);

    // Then
    assertThat(script.texts(PHONE)).isEmpty();
    assertThat(script.texts(DESK))
        .singleElement()
        .asString()
        .contains("<sent xmlns=\"urn:xmpp:carbons:2\">", chat.text());
  }

  @Test
  void section8TheSenderGetsNoCopyOfItsOwn() {
    // When
    script.sent(DESK, Stanzas.chat("alice@localhost/desk", CAROL, "hi"));

    // Then
    assertThat(script.texts(DESK)).isEmpty();
  }

  @Test
  void aMessageToTheOwnAccountComesOnceToEach() {
    // When
    script.sent(PHONE, Stanzas.chat(ON_PHONE, ON_PHONE, "note to self"));

    // Then
    assertThat(script.texts(PHONE)).hasSize(1);
    assertThat(script.texts(DESK)).singleElement().asString().contains("<sent");
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, carol@localhost/pad, <x xmlns='any'/>, 64, true",
    "CHAT, carol@localhost/pad, <composing xmlns='http://jabber.org/protocol/chatstates'/>, 128,"
        + " true",
    "NORMAL, carol@localhost/pad, <body>x</body>, 1, true",
    "NORMAL, carol@localhost/pad, <x xmlns='any'/>, 64, false",
    "NORMAL, carol@localhost/pad, <received xmlns='urn:xmpp:receipts' id='1'/>, 64, true",
    "NORMAL, carol@localhost/pad, <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>, 64, true",
    "NORMAL, carol@localhost/pad, <active xmlns='http://jabber.org/protocol/chatstates'/>, 128,"
        + " true",
    "NORMAL, carol@localhost/pad, <x xmlns='jabber:x:conference' jid='r@muc.localhost'/>, 64, true",
    "NORMAL, r@muc.localhost, <x xmlns='http://jabber.org/protocol/muc#user'><invite/></x>, 64,"
        + " true",
    "CHAT, r@muc.localhost/nick, <body>x</body>, 1, false",
    "CHAT, r@muc.elsewhere/nick, <x xmlns='http://jabber.org/protocol/muc#user'/>, 64, false",
    "GROUPCHAT, r@muc.localhost/nick, <body>x</body>, 1, false",
    "HEADLINE, carol@localhost/pad, <body>x</body>, 1, false",
    "MESSAGE_ERROR, carol@localhost/pad, <error/>, 64, true",
    "MESSAGE_ERROR, r@muc.localhost, <error/>, 64, false"
  })
  void section61WhatIsEligible(
      StanzaType type, String from, String content, int traits, boolean copied) {
    // When
    script.incoming(message(type, from, content.replace('\'', '"'), traits));

    // Then
    assertThat(script.texts(PHONE)).hasSize(1);
    assertThat(script.texts(DESK)).hasSize(copied ? 1 : 0);
  }

  @Test
  void section61APrivateMessageToAnOccupantIsCopied() {
    // When
    script.sent(PHONE, Stanzas.chat(ON_PHONE, "r@muc.localhost/nick", "psst"));

    // Then
    assertThat(script.texts(DESK)).singleElement().asString().contains("psst");
  }

  @Test
  void section9PrivateMessagesAreNotCopied() {
    // Given
    int traits = BODY | StanzaTrait.NO_COPY.bit();

    // When
    script.incoming(message(StanzaType.CHAT, CAROL, "<body>x</body>", traits));

    // Then
    assertThat(script.texts(DESK)).isEmpty();

    // When
    script.sent(PHONE, Stanzas.of(StanzaType.CHAT, ON_PHONE, CAROL, "<body>x</body>", traits));

    // Then
    assertThat(script.texts(DESK)).isEmpty();
  }

  @Test
  void aRefusedMessageIsNotCopied() {
    // Given
    MachineScript alone = new MachineScript().online(PHONE, "phone", -1).carbons(PHONE);
    int traits = BODY | StanzaTrait.NO_STORE.bit();

    // When
    alone.incoming(Stanzas.of(StanzaType.CHAT, CAROL, "alice@localhost", "<body>x</body>", traits));

    // Then
    assertThat(alone.texts(PHONE)).isEmpty();
  }

  @Test
  void aCopyThatDidNotReachItsStreamGoesNowhereElse() {
    // Given
    script.incoming(Stanzas.chat(CAROL, ON_PHONE, "hi"));
    BusMessage.Deliver copy =
        script.messages().stream()
            .map(BusMessage.Deliver.class::cast)
            .filter(deliver -> deliver.streams().contains(DESK.stream()))
            .findFirst()
            .orElseThrow();

    // When
    script.when(
        new BusMessage.Undelivered(
            DESK, copy.head(), copy.stanza(), null, new Source(0, NOW, false), 5));

    // Then
    assertThat(script.streams()).isEmpty();
    assertThat(script.effects(Effect.PersistOffline.class)).isEmpty();
  }

  private boolean hasCarbons() {
    return Objects.requireNonNull(script.state().ofStream(PHONE)).flags().carbons();
  }

  private MachineScript answered(String element, Reply reply) {
    Stanzas.Stanza iq =
        Stanzas.iq(
            StanzaType.SET, ON_PHONE, null, "<" + element + " xmlns=\"urn:xmpp:carbons:2\"/>");
    StanzaInput asked =
        StanzaInput.of(
            new org.godwit.bus.InboundRecord("session", 3, 50, NOW, "alice@localhost", sent(iq)),
            sent(iq));
    return script.when(
        new AccountInput.Answered(asked, StanzaTrees.parse(iq.bytes()), reply, false, null));
  }

  private static BusMessage.Sent sent(Stanzas.Stanza stanza) {
    return new BusMessage.Sent(new Origin(PHONE, 1), stanza.head(), stanza.bytes());
  }

  @Test
  void section4TheSessionThatAskedIsSwitchedAndTheOthersGatewaysHearOfIt() {
    // When
    answered("enable", Reply.empty());

    // Then
    assertThat(hasCarbons()).isTrue();
    assertThat(script.messages().getFirst())
        .isEqualTo(new ProfileChanged(PHONE.stream(), new StreamProfile(true, false), null));
    assertThat(script.texts(PHONE)).singleElement().asString().contains("type=\"result\"");

    // When
    answered("enable", Reply.empty());

    // Then
    assertThat(script.effects()).hasSize(1);
  }

  @Test
  void section5TheSessionIsSwitchedOff() {
    // Given
    script.carbons(PHONE);

    // When
    answered("disable", Reply.empty());

    // Then
    assertThat(hasCarbons()).isFalse();
  }

  @Test
  void whatWasRefusedSwitchesNothing() {
    // When
    answered("enable", Reply.failure(StanzaError.of(StanzaErrorCondition.FORBIDDEN)));

    // Then
    assertThat(hasCarbons()).isFalse();
  }

  @Test
  void aNewStreamOfAnAccountWithCarbonsSendsCopiesToTheOwner() {
    // When
    script.when(
        new BusMessage.StreamBind(
            new org.godwit.protocol.envelope.StreamRef("gw3", "k1-new"),
            MachineScript.ALICE,
            "phone",
            "b9"));

    // Then
    assertThat(script.messages())
        .filteredOn(BusMessage.StreamBound.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            BusMessage.StreamBound.class, bound -> assertThat(bound.profile().sent()).isTrue());
  }

  @Test
  void whereNobodyWantsCopiesThereAreNone() {
    // Given
    MachineScript plain = new MachineScript().online(PHONE, "phone", 0).online(DESK, "desk", 0);

    // When
    plain.incoming(message(StanzaType.CHAT, CAROL, "<x xmlns=\"any\"/>", OTHER));

    // Then
    assertThat(plain.streams()).containsExactly("k1-phone");
  }
}
