package org.godwit.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaReaderTests {

  private static final Jid ALICE = Jid.of("alice@example.com/phone");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message/>|NORMAL",
        "<message type='chat'/>|CHAT",
        "<message type='groupchat'/>|GROUPCHAT",
        "<message type='headline'/>|HEADLINE",
        "<message type='error'/>|MESSAGE_ERROR",
        "<message type='nonsense'/>|NORMAL",
        "<presence/>|AVAILABLE",
        "<presence type='unavailable'/>|UNAVAILABLE",
        "<presence type='subscribe'/>|SUBSCRIBE",
        "<presence type='subscribed'/>|SUBSCRIBED",
        "<presence type='unsubscribe'/>|UNSUBSCRIBE",
        "<presence type='unsubscribed'/>|UNSUBSCRIBED",
        "<presence type='probe'/>|PROBE",
        "<presence type='error'/>|PRESENCE_ERROR",
        "<iq type='get' id='1'><a xmlns='u'/></iq>|GET",
        "<iq type='set' id='1'><a xmlns='u'/></iq>|SET",
        "<iq type='result' id='1'/>|RESULT",
        "<iq type='result' id='1'><a xmlns='u'/></iq>|RESULT",
        "<iq type='error' id='1'><error type='cancel'/></iq>|IQ_ERROR",
        "<iq type='error' id='1'><a xmlns='u'/><error type='cancel'/></iq>|IQ_ERROR",
      })
  void typeIsReadAsTheRfcsSay(String stanza, StanzaType type) {
    // When
    StanzaHead head = valid(stanza);

    // Then
    assertThat(head.type()).isEqualTo(type);
    assertThat(head.kind()).isEqualTo(type.kind());
  }

  // RFC 6120, section 8.2.3, and RFC 6121, section 4.7.1.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<presence type='nonsense'/>",
        "<iq id='1'><a xmlns='u'/></iq>",
        "<iq type='nonsense' id='1'><a xmlns='u'/></iq>",
        "<iq type='get'><a xmlns='u'/></iq>",
        "<iq type='result'/>",
        "<iq type='get' id='1'/>",
        "<iq type='set' id='1'>text</iq>",
        "<iq type='set' id='1'><a xmlns='u'/><b xmlns='u'/></iq>",
        "<iq type='result' id='1'><a xmlns='u'/><b xmlns='u'/></iq>",
        "<iq type='error' id='1'/>",
        "<iq type='error' id='1'><error xmlns='u'/></iq>",
      })
  void badRequestsAreRefused(String stanza) {
    // When
    StanzaReading reading = StanzaReader.head(frame(stanza), ALICE);

    // Then
    assertThat(reading)
        .isInstanceOfSatisfying(
            StanzaReading.Invalid.class,
            invalid -> {
              assertThat(invalid.error().condition()).isEqualTo(StanzaErrorCondition.BAD_REQUEST);
              assertThat(invalid.error().type()).isEqualTo(StanzaErrorType.MODIFY);
              assertThat(invalid.error().text()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a@b@c", "a b@c", "a@", "a@b/"})
  void malformedAddresseeIsRefused(String to) {
    // When
    StanzaReading reading = StanzaReader.head(frame("<message to='" + to + "'/>"), ALICE);

    // Then
    assertThat(reading)
        .isInstanceOfSatisfying(
            StanzaReading.Invalid.class,
            invalid ->
                assertThat(invalid.error().condition())
                    .isEqualTo(StanzaErrorCondition.JID_MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice@example.com/phone", "alice@example.com", "ALICE@example.com/phone"})
  void ownFromIsAccepted(String from) {
    // When
    StanzaHead head = valid("<message from='" + from + "' to='Bob@Example.com/x'/>");

    // Then
    assertThat(head.from()).isEqualTo(ALICE);
    assertThat(head.to()).isEqualTo(Jid.of("bob@example.com/x"));
  }

  // RFC 6120, section 8.1.2.1.
  @ParameterizedTest
  @ValueSource(
      strings = {"bob@example.com", "alice@example.com/tablet", "example.com", "", "alice@@x"})
  void foreignFromEndsTheStream(String from) {
    // When
    StanzaReading reading =
        StanzaReader.head(frame("<iq from='" + from + "' type='nonsense'/>"), ALICE);

    // Then
    assertThat(reading).isInstanceOf(StanzaReading.WrongFrom.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<body>x</body>|BODY",
        "<subject>x</subject>|SUBJECT",
        "<no-store xmlns='urn:xmpp:hints'/>|NO_STORE",
        "<no-permanent-store xmlns='urn:xmpp:hints'/>|NO_PERMANENT_STORE",
        "<no-copy xmlns='urn:xmpp:hints'/>|NO_COPY",
        "<private xmlns='urn:xmpp:carbons:2'/>|NO_COPY",
        "<store xmlns='urn:xmpp:hints'/>|STORE",
        "<composing xmlns='http://jabber.org/protocol/chatstates'/>|CHAT_STATE",
        "<x xmlns='u'/>|OTHER_PAYLOAD",
        "<body xmlns='u'/>|OTHER_PAYLOAD",
        "<other/>|OTHER_PAYLOAD",
        "<unknown xmlns='urn:xmpp:hints'/>|OTHER_PAYLOAD",
        "<enable xmlns='urn:xmpp:carbons:2'/>|OTHER_PAYLOAD",
      })
  void payloadShowsItsTrait(String payload, StanzaTrait trait) {
    // When
    StanzaHead head = valid("<message>" + payload + "</message>");

    // Then
    assertThat(head.traits()).isEqualTo(trait.bit());
    assertThat(head.has(trait)).isTrue();
  }

  @Test
  void traitsAddUp() {
    // When
    StanzaHead head =
        valid(
            "<message><thread>t</thread><body/><body/>"
                + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>");

    // Then
    assertThat(head.traits())
        .isEqualTo(StanzaTrait.bits(List.of(StanzaTrait.BODY, StanzaTrait.CHAT_STATE)));
    assertThat(head.has(StanzaTrait.OTHER_PAYLOAD)).isFalse();
  }

  @Test
  void absentAttributesAreNull() {
    // When
    StanzaHead head = valid("<presence/>");

    // Then
    assertThat(head.to()).isNull();
    assertThat(head.id()).isNull();
  }

  @Test
  void elementThatIsNoStanzaIsNotRead() {
    assertThat(StanzaReader.kindOf(new XmlName("jabber:client", "message")))
        .isEqualTo(StanzaKind.MESSAGE);
    assertThat(StanzaReader.kindOf(new XmlName("jabber:client", "r"))).isNull();
    assertThat(StanzaReader.kindOf(new XmlName("jabber:server", "message"))).isNull();
    assertThatThrownBy(() -> StanzaReader.head(frame("<r xmlns='urn:xmpp:sm:3'/>"), ALICE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void codesOfTypesNeverChange() {
    for (StanzaType type : StanzaType.values()) {
      assertThat(StanzaType.ofCode(type.code())).isEqualTo(type);
    }
    assertThat(StanzaType.NORMAL.code()).isEqualTo((byte) 1);
    assertThat(StanzaType.AVAILABLE.code()).isEqualTo((byte) 16);
    assertThat(StanzaType.IQ_ERROR.code()).isEqualTo((byte) 35);
    assertThat(StanzaType.ofCode(0)).isNull();
    assertThat(StanzaType.ofCode(-1)).isNull();
    assertThat(StanzaType.ofCode(64)).isNull();
    assertThat(StanzaType.SET.isRequest()).isTrue();
    assertThat(StanzaType.RESULT.isRequest()).isFalse();
    assertThat(StanzaType.PRESENCE_ERROR.isError()).isTrue();
    assertThat(StanzaType.PROBE.isError()).isFalse();
  }

  private static StanzaHead valid(String stanza) {
    StanzaReading reading = StanzaReader.head(frame(stanza), ALICE);
    assertThat(reading).isInstanceOf(StanzaReading.Valid.class);
    return ((StanzaReading.Valid) reading).head();
  }

  static XmlFrame frame(String stanza) {
    return frame(stanza, "");
  }

  static XmlFrame frame(String stanza, String declarations) {
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    feed(reader, "<s:stream xmlns:s='s' xmlns='jabber:client' " + declarations + ">");
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.StreamOpened.class);
    feed(reader, stanza);
    return ((XmlStreamEvent.FrameRead) Objects.requireNonNull(reader.next())).frame();
  }

  private static void feed(XmlStreamReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }
}
