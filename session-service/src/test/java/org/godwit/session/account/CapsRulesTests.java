package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.PHONE;

import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** XEP-0115, section 6.2, and XEP-0163, section 4.3. */
class CapsRulesTests {

  private static final String FROM = "alice@localhost/phone";
  private static final String C =
      "<c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\" node=\"urn:n\" ver=\"v1\"/>";
  private static final CapsHash CAPS = new CapsHash("urn:n", "v1", "sha-1");

  private final MachineScript script =
      new MachineScript().bound(PHONE, "phone").online(DESK, "desk", 0);

  private MachineScript available() {
    return script.sent(PHONE, Stanzas.presence(FROM, C));
  }

  private void known(String... nodes) {
    script.when(new AccountInput.Discovered(PHONE, CAPS, List.of(nodes), List.of()));
  }

  private static Stanzas.Stanza event(String node) {
    return Stanzas.of(
        StanzaType.HEADLINE,
        "bob@localhost",
        "alice@localhost",
        "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\""
            + node
            + "\"/></event>",
        StanzaTrait.NOTIFICATION.bit() | StanzaTrait.OTHER_PAYLOAD.bit());
  }

  @Test
  void presenceWithNewCapabilitiesIsLookedUpOnce() {
    // When
    available();

    // Then
    assertThat(script.effects(Effect.Discover.class))
        .containsExactly(new Effect.Discover(PHONE, Jid.of(FROM), CAPS, null));

    // When
    available();

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @Test
  void notificationThatComesDuringTheLookupIsReadAgainWithTheOthers() {
    // Given
    available();

    // When
    script.incoming(event("urn:a"));
    known("urn:a");

    // Then
    assertThat(script.effects())
        .containsExactly(new Effect.Discover(PHONE, Jid.of(FROM), CAPS, null));

    // When
    known("urn:a");
    script.incoming(event("urn:a"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @Test
  void resourceWhoseCapabilitiesNobodyKnowsIsAskedAndItsAnswerIsTaken() {
    // Given
    available();

    // When
    script.when(new AccountInput.Discovered(PHONE, CAPS, null, List.of()));

    // Then
    assertThat(script.onlyText())
        .contains(
            "type=\"get\"",
            "from=\"alice@localhost\"",
            "to=\"alice@localhost/phone\"",
            "node=\"urn:n#v1\"");

    // When
    Stanzas.Stanza like = Stanzas.iq(StanzaType.RESULT, FROM, "alice@localhost", "");
    Stanzas.Stanza answer =
        new Stanzas.Stanza(
            new StanzaHead(
                StanzaType.RESULT, "godwit-caps-v1", Jid.of(FROM), Jid.of("alice@localhost"), 0),
            like.bytes());
    script.sent(PHONE, answer);

    // Then
    assertThat(script.effects(Effect.Discover.class))
        .singleElement()
        .satisfies(effect -> assertThat(effect.answer()).isNotNull());
  }

  @Test
  void notificationGoesToThoseAloneWhoAskForItsNode() {
    // Given
    available();
    known("urn:tune", "urn:mood");

    // When
    script.incoming(event("urn:tune"));

    // Then
    assertThat(script.streams()).containsExactly(PHONE.stream());
    assertThat(script.incoming(event("urn:geoloc")).streams()).isEmpty();
  }

  @Test
  void whatWasMissedIsDeliveredWithTheAnswer() {
    // Given
    available();
    XmlElement payload = XmlElement.of("urn:x", "x").build();
    OutgoingStanza missed =
        OutgoingStanza.message(
            StanzaType.HEADLINE,
            Jid.of("bob@localhost"),
            Jid.of(FROM),
            "p1",
            new OutgoingStanza.Content(List.of(payload), 0));

    // When
    script.when(new AccountInput.Discovered(PHONE, CAPS, List.of("n"), List.of(missed)));

    // Then
    assertThat(script.streams()).containsExactly(PHONE.stream());
  }

  @Test
  void resourceThatWentAwayAsksForNothing() {
    // Given
    available();
    known("urn:tune");

    // When
    script.sent(PHONE, Stanzas.of(StanzaType.UNAVAILABLE, FROM, null, "", 0));
    script.when(new AccountInput.Discovered(PHONE, CAPS, List.of("urn:tune"), List.of()));

    // Then
    assertThat(script.incoming(event("urn:tune")).streams()).isEmpty();
  }

  @Test
  void interestsSurviveTheOwnerAndUnknownOnesAreLookedUpAgain() {
    // Given
    available();
    AccountState asked =
        AccountStateCodec.decode(
            Jid.of("alice@localhost"),
            Objects.requireNonNull(AccountStateCodec.encode(script.state())));
    known("urn:tune");
    AccountState state =
        AccountStateCodec.decode(
            Jid.of("alice@localhost"),
            Objects.requireNonNull(AccountStateCodec.encode(script.state())));

    // Then
    assertThat(state.sessions()).isEqualTo(script.state().sessions());
    script.given(asked).when(new AccountInput.Restored());
    assertThat(script.effects(Effect.Discover.class)).hasSize(1);
  }

  // XEP-0012, section 3.
  @Test
  void endOfTheLastAvailableResourceIsNotedWithItsStatus() {
    // Given
    available();

    // When
    script.sent(
        PHONE, Stanzas.of(StanzaType.UNAVAILABLE, FROM, null, "<status>Heading Home</status>", 0));

    // Then
    assertThat(script.effects(Effect.NoteGone.class)).isEmpty();

    // When
    script.sent(
        DESK,
        Stanzas.of(
            StanzaType.UNAVAILABLE,
            "alice@localhost/desk",
            null,
            "<status>Heading Home</status>",
            0));

    // Then
    assertThat(script.effects(Effect.NoteGone.class))
        .containsExactly(new Effect.NoteGone(MachineScript.NOW, "Heading Home"));
  }
}
