package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0313, sections 3.5 and 6.1.1; XEP-0334; XEP-0359. */
class ArchiveRulesTests {

  private static final String CAROL = "carol@localhost/pad";
  private static final String BARE = "alice@localhost";
  private static final String ON_PHONE = "alice@localhost/phone";
  private static final int BODY = StanzaTrait.BODY.bit();

  private final MachineScript script =
      MachineScript.archiving().online(PHONE, "phone", 0).online(DESK, "desk", 0);

  private ArchiveRow only() {
    return script.effects(Effect.PersistArchive.class).getFirst().row();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void section35TheMessageCarriesTheIdUnderWhichItIsArchived() {
    // When
    script.incoming(Stanzas.chat(CAROL, BARE, "hi"));

    // Then
    ArchiveRow row = only();
    assertThat(script.effects(Effect.PersistArchive.class)).hasSize(1);
    assertThat(row.account()).isEqualTo(BARE);
    assertThat(row.peer()).isEqualTo(Jid.of(CAROL));
    assertThat(row.receivedAtMs()).isEqualTo(NOW);
    assertThat(row.id()).hasSize(ArchiveId.LENGTH);
    assertThat(script.texts(PHONE))
        .containsExactly(text(row.stanza()))
        .singleElement()
        .asString()
        .contains(
            "<body>hi</body><stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"alice@localhost\" id=\""
                + row.id()
                + "\"/></message>");
  }

  @Test
  void section35ASentMessageIsArchivedForItsSenderAndTheIdIsInTheCopyAlone() {
    // Given
    script.carbons(DESK);

    // When
    script.sent(PHONE, Stanzas.chat(ON_PHONE, CAROL, "hi"));

    // Then
    assertThat(only().peer()).isEqualTo(Jid.of(CAROL));
    assertThat(script.texts(DESK)).singleElement().asString().contains("<sent", only().id());
    assertThat(script.effects(Effect.ToAddress.class)).isEmpty();
  }

  @Test
  void section611AMessageToTheOwnAccountIsArchivedOnce() {
    // When
    script.sent(PHONE, Stanzas.chat(ON_PHONE, BARE, "note"));

    // Then
    assertThat(script.effects(Effect.PersistArchive.class)).hasSize(1);
    assertThat(only().peer()).isEqualTo(Jid.of(BARE));
  }

  @Test
  void aMessageThatIsStoredOfflineHasTheSameId() {
    // Given
    MachineScript away =
        MachineScript.archiving()
            .given(AccountState.EMPTY.withMailbox(Mailbox.UNKNOWN.checked(true, 0, NOW)));

    // When
    away.incoming(Stanzas.chat(CAROL, BARE, "hi"));

    // Then
    assertThat(away.effects(Effect.PersistOffline.class).getFirst().row().stanza())
        .isEqualTo(away.effects(Effect.PersistArchive.class).getFirst().row().stanza());
  }

  @Test
  void aMessageForAnAccountThatDoesNotExistIsNotArchived() {
    // Given
    MachineScript nobody =
        MachineScript.archiving()
            .given(AccountState.EMPTY.withMailbox(Mailbox.UNKNOWN.checked(false, 0, NOW)));

    // When
    nobody.incoming(Stanzas.chat(CAROL, BARE, "hi"));

    // Then
    assertThat(nobody.effects(Effect.PersistArchive.class)).isEmpty();
    assertThat(nobody.onlyText()).contains("service-unavailable");
  }

  @Test
  void theSameRecordGetsTheSameIdAndALaterOneAHigherId() {
    // Given
    script.whenAt(
        7,
        new org.godwit.protocol.envelope.BusMessage.Incoming(
            null, Stanzas.chat(CAROL, BARE, "a").head(), Stanzas.chat(CAROL, BARE, "a").bytes()));
    String first = only().id();

    // When
    script.whenAt(
        7,
        new org.godwit.protocol.envelope.BusMessage.Incoming(
            null, Stanzas.chat(CAROL, BARE, "a").head(), Stanzas.chat(CAROL, BARE, "a").bytes()));
    String again = only().id();
    script.whenAt(
        1000,
        new org.godwit.protocol.envelope.BusMessage.Incoming(
            null, Stanzas.chat(CAROL, BARE, "a").head(), Stanzas.chat(CAROL, BARE, "a").bytes()));

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(only().id()).isGreaterThan(first);
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, <body>x</body>, 1, true",
    "NORMAL, <body>x</body>, 1, true",
    "CHAT, <body>x</body>, 5, false",
    "CHAT, <body>x</body>, 9, false",
    "CHAT, <x xmlns='any'/>, 96, true",
    "CHAT, <x xmlns='any'/>, 64, false",
    "CHAT, <composing xmlns='http://jabber.org/protocol/chatstates'/>, 128, false",
    "NORMAL, <received xmlns='urn:xmpp:receipts' id='1'/>, 64, true",
    "CHAT, <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>, 64, true",
    "CHAT, <reactions xmlns='urn:xmpp:reactions:0' id='1'/>, 64, true",
    "CHAT, <retract xmlns='urn:xmpp:message-retract:1' id='1'/>, 64, true",
    "HEADLINE, <body>x</body>, 1, false",
    "GROUPCHAT, <body>x</body>, 1, false",
    "MESSAGE_ERROR, <error/>, 65, false"
  })
  void section611WhatIsArchived(StanzaType type, String content, int traits, boolean archived) {
    // When
    script.incoming(Stanzas.of(type, CAROL, ON_PHONE, content.replace('\'', '"'), traits));

    // Then
    assertThat(script.texts(PHONE)).hasSize(1);
    assertThat(script.effects(Effect.PersistArchive.class)).hasSize(archived ? 1 : 0);
    assertThat(script.texts(PHONE).getFirst().contains("stanza-id")).isEqualTo(archived);
  }

  @Test
  void xep0359Section6ForgedIdsOfTheAccountAreTakenOutAndOthersStay() {
    // Given
    String forged =
        "<stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"ALICE@localhost\" id=\"forged\"/>"
            + "<stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"room@muc.localhost\" id=\"others\"/>"
            + "<origin-id xmlns=\"urn:xmpp:sid:0\" id=\"own\"/>";
    int other = StanzaTrait.OTHER_PAYLOAD.bit();

    // When
    script.incoming(
        Stanzas.of(StanzaType.CHAT, CAROL, BARE, "<body>x</body>" + forged, BODY | other));

    // Then
    assertThat(script.texts(PHONE).getFirst())
        .doesNotContain("forged")
        .contains("others", "own", only().id());

    // When
    script.incoming(Stanzas.of(StanzaType.HEADLINE, CAROL, BARE, forged, other));

    // Then
    assertThat(script.texts(PHONE).getFirst()).doesNotContain("forged").contains("others", "own");
  }

  @Test
  void withoutAnArchiveNothingIsTouched() {
    // Given
    MachineScript plain = new MachineScript().online(PHONE, "phone", 0);
    String forged = "<stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"alice@localhost\" id=\"x\"/>";
    Stanzas.Stanza stanza = Stanzas.of(StanzaType.CHAT, CAROL, BARE, forged, 64);

    // When
    plain.incoming(stanza);

    // Then
    assertThat(plain.texts(PHONE)).containsExactly(stanza.text());
  }

  @Test
  void streamsOfAnArchivedAccountTellTheOwnerWhatTheySend() {
    // When
    script.when(
        new org.godwit.protocol.envelope.BusMessage.StreamBind(
            new org.godwit.protocol.envelope.StreamRef("gw3", "k1-new"),
            MachineScript.ALICE,
            "tablet",
            "b9"));

    // Then
    assertThat(script.messages().getFirst())
        .isInstanceOfSatisfying(
            org.godwit.protocol.envelope.BusMessage.StreamBound.class,
            bound -> assertThat(bound.profile().sent()).isTrue());
  }
}
