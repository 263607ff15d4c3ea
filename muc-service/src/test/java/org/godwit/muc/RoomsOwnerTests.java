package org.godwit.muc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.testkit.InMemoryBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoomsOwnerTests {

  private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
  private static final Jid ALICE = Jid.of("alice@localhost/phone");
  private static final Origin ORIGIN = new Origin(new StreamRef("g1", "s1"), 7);

  private final InMemoryBus bus = new InMemoryBus();

  @BeforeEach
  void start() {
    bus.createGatewayTopic("g1");
    RoomAnswers answers =
        new RoomAnswers(
            new ServedDomains(List.of("localhost")), MucModulesConfiguration.dispatcher());
    bus.own(
            new OwnedTopic(
                Topics.MUC, Topics.MUC, null, 1, partition -> new RoomsOwner(answers, bus)))
        .start();
  }

  @Test
  void discoOfTheServiceNamesIdentityAndFeatures() throws Exception {
    // When
    Deliver answer =
        ask(
            StanzaType.GET,
            "muc.localhost",
            "<iq xmlns=\"jabber:client\" type=\"get\" id=\"1\" from=\"alice@localhost/phone\""
                + " to=\"muc.localhost\"><query"
                + " xmlns=\"http://jabber.org/protocol/disco#info\"/></iq>");

    // Then: XEP-0030, section 3.1
    XmlElement iq = XmlReader.parse(answer.stanza());
    XmlElement query = requireNonNull(iq.child("http://jabber.org/protocol/disco#info", "query"));
    assertThat(iq.attribute("type")).isEqualTo("result");
    XmlElement identity = requireNonNull(query.firstElement());
    assertThat(identity.attribute("category")).isEqualTo("conference");
    assertThat(identity.attribute("type")).isEqualTo("text");
    assertThat(query.elements().stream().map(e -> e.attribute("var")).toList())
        .contains("urn:xmpp:ping", "http://jabber.org/protocol/disco#info");
  }

  @Test
  void pingOfTheServiceIsAnsweredOnTheSendersStream() throws Exception {
    // When
    Deliver answer = ask(StanzaType.GET, "muc.localhost", iq("get", "muc.localhost"));

    // Then: XEP-0199, section 4.2
    XmlElement iq = XmlReader.parse(answer.stanza());
    assertThat(answer.streams()).containsExactly("s1");
    assertThat(answer.receipt()).isNull();
    assertThat(answer.head().type()).isEqualTo(StanzaType.RESULT);
    assertThat(answer.head().to()).isEqualTo(ALICE);
    assertThat(iq.attribute("from")).isEqualTo("muc.localhost");
    assertThat(iq.attribute("to")).isEqualTo("alice@localhost/phone");
    assertThat(iq.attribute("id")).isEqualTo("1");
    assertThat(iq.firstElement()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, iq, get",
    "SET, iq, set",
    "NORMAL, message, normal",
    "GROUPCHAT, message, groupchat",
    "SUBSCRIBE, presence, subscribe"
  })
  void everythingElseForANodeIsNotImplemented(StanzaType type, String name, String attribute)
      throws Exception {
    // Given
    String stanza =
        "<%s xmlns=\"jabber:client\" type=\"%s\" id=\"1\" from=\"%s\" to=\"%s\"><x xmlns=\"y\"/></%s>"
            .formatted(name, attribute, ALICE, "room@muc.localhost", name);

    // When
    Deliver answer = ask(type, "room@muc.localhost", stanza);

    // Then: RFC 6120, section 8.3.3.3
    XmlElement error = XmlReader.parse(answer.stanza());
    XmlElement condition = requireNonNull(error.child("jabber:client", "error"));
    assertThat(error.attribute("type")).isEqualTo("error");
    assertThat(error.attribute("from")).isEqualTo("room@muc.localhost");
    assertThat(condition.child(STANZA_ERRORS, "feature-not-implemented")).isNotNull();
    assertThat(answer.head().type().isError()).isTrue();
    assertThat(answer.head().kind()).isEqualTo(type.kind());
  }

  @Test
  void availablePresenceIsNotImplemented() throws Exception {
    // When
    Deliver answer =
        ask(
            StanzaType.AVAILABLE,
            "room@muc.localhost/nick",
            "<presence xmlns=\"jabber:client\" from=\"alice@localhost/phone\""
                + " to=\"room@muc.localhost/nick\"/>");

    // Then
    assertThat(answer.head().type()).isEqualTo(StanzaType.PRESENCE_ERROR);
    assertThat(XmlReader.parse(answer.stanza()).attribute("from"))
        .isEqualTo("room@muc.localhost/nick");
  }

  @ParameterizedTest
  @EnumSource(
      value = StanzaType.class,
      names = {"RESULT", "IQ_ERROR", "MESSAGE_ERROR", "PRESENCE_ERROR", "UNAVAILABLE"})
  void answersAndFarewellsAreNotAnswered(StanzaType type) {
    // Given: RFC 6120, sections 8.2.3 and 8.3.1
    String stanza =
        "<%s xmlns=\"jabber:client\" type=\"%s\" id=\"1\" from=\"%s\" to=\"muc.localhost\"/>"
            .formatted(type.kind().element(), type.attribute(), ALICE);

    // When
    publish(ORIGIN, type, "muc.localhost", stanza);

    // Then
    assertThat(bus.records(Topics.gateway("g1"))).isEmpty();
    assertThat(bus.deadLetters()).isEmpty();
  }

  @Test
  void stanzaWithoutOriginHasNobodyToAnswer() {
    // When
    publish(null, StanzaType.GET, "muc.localhost", iq("get", "muc.localhost"));

    // Then
    assertThat(bus.records(Topics.gateway("g1"))).isEmpty();
    assertThat(bus.deadLetters()).isEmpty();
  }

  @Test
  void recordIsNotDoneBeforeItsAnswerIsDurable() {
    // Given
    bus.refuse(topic -> topic.equals(Topics.gateway("g1")));

    // When
    publish(ORIGIN, StanzaType.GET, "muc.localhost", iq("get", "muc.localhost"));

    // Then
    assertThat(bus.deadLetters()).hasSize(1);
  }

  @Test
  void brokenStanzaBecomesADeadLetterAndTheNextIsAnswered() {
    // Given
    publish(ORIGIN, StanzaType.GET, "muc.localhost", "<iq xmlns=\"jabber:client\"");

    // When
    publish(ORIGIN, StanzaType.GET, "muc.localhost", iq("get", "muc.localhost"));

    // Then
    assertThat(bus.deadLetters()).hasSize(1);
    assertThat(bus.records(Topics.gateway("g1"))).hasSize(1);
  }

  private Deliver ask(StanzaType type, String to, String stanza) {
    publish(ORIGIN, type, to, stanza);
    assertThat(bus.records(Topics.gateway("g1"))).hasSize(1);
    return (Deliver) bus.records(Topics.gateway("g1")).getFirst().message();
  }

  private void publish(@Nullable Origin origin, StanzaType type, String to, String stanza) {
    Jid target = Jid.of(to);
    String id = type.kind() == StanzaKind.IQ ? "1" : null;
    bus.publish(
        Topics.MUC,
        target.bareText(),
        new BusMessage.Incoming(
            origin,
            new StanzaHead(type, id, ALICE, target, 0),
            stanza.getBytes(StandardCharsets.UTF_8)),
        PublishCallback.IGNORED);
    bus.runUntilIdle();
  }

  private static String iq(String type, String to) {
    return "<iq xmlns=\"jabber:client\" type=\"%s\" id=\"1\" from=\"%s\" to=\"%s\"><ping xmlns=\"urn:xmpp:ping\"/></iq>"
        .formatted(type, ALICE, to);
  }
}
