package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.RegistrationAnswer;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.stream.StreamEffect.Close;
import org.godwit.gateway.stream.StreamEffect.EndDelivery;
import org.godwit.gateway.stream.StreamEffect.FindDomain;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.Register;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamEffect.StartTls;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.Disconnected;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.EndReceived;
import org.godwit.gateway.stream.StreamInput.Failed;
import org.godwit.gateway.stream.StreamInput.FrameReceived;
import org.godwit.gateway.stream.StreamInput.HeaderReceived;
import org.godwit.gateway.stream.StreamInput.RegistrationAnswered;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamInput.TlsEstablished;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.AwaitingHeader;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.Registering;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.gateway.stream.StreamState.StartingTls;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamEvent.FrameRead;
import org.godwit.protocol.xml.XmlStreamEvent.StreamOpened;
import org.godwit.protocol.xml.XmlStreamReader;
import org.junit.jupiter.api.Test;

/** Each transition of the machine (RFC 6120, sections 4 to 7; XEP-0077, section 3.1). */
class StreamMachineTests {
  private static final String SASL = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
  private static final DomainPolicy OPEN =
      new DomainPolicy(true, true, List.of("SCRAM-SHA-256", "PLAIN"), false);
  private static final DomainPolicy SHUT = new DomainPolicy(false, false, List.of("PLAIN"), false);
  private static final StreamHeader HEADER = new StreamHeader("localhost", "id1", "de", null);
  private static final Jid ALICE = Jid.of("alice@localhost");

  private static final Connection CONNECTION =
      Connection.from("192.0.2.1").toEncrypted(SecureChannel.NONE).toAuthenticated(ALICE);

  private final StreamMachine machine =
      new StreamMachine(
          new StreamPolicy(
              new VirtualHosts(List.of("localhost")),
              true,
              false,
              3,
              MachineScene.management(true, null),
              true,
              false,
              false,
              MachineScene.features()),
          () -> "id1");

  private static Connection clear() {
    return Connection.from("192.0.2.1");
  }

  private static Negotiating encrypted(DomainPolicy policy) {
    return new Negotiating(clear().toEncrypted(SecureChannel.NONE), HEADER, policy);
  }

  private static FrameReceived frame(String xml) {
    String header =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    byte[] bytes = (header + xml).getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
    List<XmlStreamEvent> events = new ArrayList<>();
    for (XmlStreamEvent event = reader.next(); event != null; event = reader.next()) {
      events.add(event);
    }
    return new FrameReceived(((FrameRead) events.get(1)).frame(), 0);
  }

  private static HeaderReceived header(XmlAttribute... attributes) {
    return new HeaderReceived(
        new StreamOpened(
            new XmlName("http://etherx.jabber.org/streams", "stream"),
            List.of(attributes),
            Map.of("", "jabber:client")));
  }

  private static XmlAttribute attribute(String name, String value) {
    return new XmlAttribute("", name, value);
  }

  private static String sent(StreamStep step) {
    StringBuilder text = new StringBuilder();
    for (StreamEffect effect : step.effects()) {
      if (effect instanceof Send(String xml)) {
        text.append(xml);
      }
    }
    return text.toString();
  }

  @Test
  void goodHeaderAsksForTheDomain() {
    // When
    StreamStep step =
        machine.step(
            new AwaitingHeader(clear()),
            header(
                attribute("to", "LocalHost"),
                attribute("version", "1.0"),
                attribute("from", "a'b@localhost/x"),
                new XmlAttribute(XmlAttribute.XML_NAMESPACE, "lang", "de")));

    // Then
    assertThat(step.effects()).containsExactly(new FindDomain("localhost"));
    assertThat(step.state()).isInstanceOf(FindingDomain.class);
    assertThat(step.state().takesInput()).isFalse();
  }

  @Test
  void addressOfTheClientIsEchoedEscaped() {
    // Given
    StreamHeader header = new StreamHeader("localhost", "id1", null, "a&b@localhost");

    // When
    StreamStep step = machine.step(new FindingDomain(clear(), header), new DomainFound(OPEN));

    // Then
    assertThat(sent(step)).contains(" id='id1' to='a&amp;b@localhost' version='1.0'");
  }

  @Test
  void nothingButTlsIsOfferedInTheClear() {
    // When
    StreamStep step = machine.step(new FindingDomain(clear(), HEADER), new DomainFound(OPEN));

    // Then
    assertThat(sent(step))
        .endsWith(
            "<stream:features><starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"><required/>"
                + "</starttls></stream:features>");
  }

  @Test
  void registrationIsOfferedWhereItIsOpen() {
    // Given
    FindingDomain finding = new FindingDomain(clear().toEncrypted(SecureChannel.NONE), HEADER);

    // When
    String open = sent(machine.step(finding, new DomainFound(OPEN)));
    String shut = sent(machine.step(finding, new DomainFound(SHUT)));

    // Then
    assertThat(open).contains("<register xmlns=\"http://jabber.org/features/iq-register\"/>");
    assertThat(shut).doesNotContain("<register").contains("<mechanism>PLAIN</mechanism>");
  }

  @Test
  void starttlsLeadsToANewStream() {
    // Given
    Negotiating clear = new Negotiating(clear(), HEADER, OPEN);
    FrameReceived starttls = frame("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");

    // When
    StreamStep proceed = machine.step(clear, starttls);
    StreamStep done = machine.step(proceed.state(), new TlsEstablished(SecureChannel.NONE));

    // Then
    assertThat(proceed.effects())
        .containsExactly(
            new Send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"), new StartTls());
    assertThat(done.state()).isEqualTo(new AwaitingHeader(clear().toEncrypted(SecureChannel.NONE)));
    assertThat(done.effects()).containsExactly(new RestartStream());
  }

  @Test
  void starttlsWithSomethingBehindItFails() {
    // Given
    FrameReceived starttls = frame("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");

    // When
    StreamStep step =
        machine.step(
            new Negotiating(clear(), HEADER, OPEN), new FrameReceived(starttls.frame(), 1));

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step))
        .isEqualTo("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
  }

  @Test
  void challengeIsRelayedUntilSuccessOpensANewStream() {
    // When
    StreamStep auth =
        machine.step(
            encrypted(OPEN), frame("<auth " + SASL + " mechanism='SCRAM-SHA-256'>AAAA</auth>"));
    StreamStep challenge =
        machine.step(auth.state(), new SaslAnswered(new SaslAnswer.Challenge("BBBB", "sealed")));
    StreamStep response =
        machine.step(challenge.state(), frame("<response " + SASL + ">CCCC</response>"));
    StreamStep success =
        machine.step(
            response.state(), new SaslAnswered(new SaslAnswer.Success("DDDD", ALICE, null)));

    // Then
    assertThat(auth.state()).isInstanceOf(RelayingSasl.class);
    assertThat(challenge.state()).isInstanceOf(Challenged.class);
    assertThat(sent(challenge)).contains(">BBBB</challenge>");
    assertThat(response.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            RelaySasl.class,
            relay -> {
              assertThat(relay.step().state()).isEqualTo("sealed");
              assertThat(relay.step().data()).isEqualTo("CCCC");
              assertThat(relay.step().tls()).isTrue();
              assertThat(relay.step().address()).isEqualTo("192.0.2.1");
            });
    assertThat(success.effects().subList(1, 3))
        .containsExactly(new LiftLimits(), new RestartStream());
    assertThat(sent(success)).contains(">DDDD</success>");
    assertThat(success.state())
        .isEqualTo(
            new AwaitingHeader(clear().toEncrypted(SecureChannel.NONE).toAuthenticated(ALICE)));
  }

  @Test
  void emptyInitialResponseIsNotTheSameAsNone() {
    // When
    StreamStep empty =
        machine.step(encrypted(OPEN), frame("<auth " + SASL + " mechanism='PLAIN'>=</auth>"));
    StreamStep none =
        machine.step(encrypted(OPEN), frame("<auth " + SASL + " mechanism='PLAIN'/>"));

    // Then
    assertThat(((RelaySasl) empty.effects().getFirst()).step().data()).isEmpty();
    assertThat(((RelaySasl) none.effects().getFirst()).step().data()).isNull();
  }

  @Test
  void failuresUpToTheLimitEndTheStream() {
    // Given
    StreamState state = encrypted(OPEN);
    StreamStep step = StreamStep.of(state);

    // When
    for (int i = 0; i < 3; i++) {
      assertThat(step.state()).isNotInstanceOf(Closed.class);
      step = machine.step(step.state(), frame("<abort " + SASL + "/>"));
    }

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<aborted/></failure><stream:error><policy-violation ");
  }

  @Test
  void registrationAsksForBothFieldsAndCreatesTheAccount() {
    // When
    StreamStep get =
        machine.step(
            encrypted(OPEN),
            frame("<iq type='get' id='r'><query xmlns='jabber:iq:register'/></iq>"));
    StreamStep set = machine.step(get.state(), frame(submit("<username>a</username>")));
    StreamStep full =
        machine.step(
            set.state(), frame(submit("<username>a</username><password>secret</password>")));
    StreamStep done =
        machine.step(full.state(), new RegistrationAnswered(new RegistrationAnswer.Registered()));

    // Then
    assertThat(sent(get)).contains("<username/><password/>").contains("type=\"result\"");
    assertThat(sent(set)).contains("<not-acceptable ").contains("code=\"406\"");
    assertThat(full.state()).isInstanceOf(Registering.class);
    assertThat(full.state().toString()).doesNotContain("secret");
    assertThat(full.effects()).singleElement().isInstanceOf(Register.class);
    assertThat(sent(done)).isEqualTo("<iq id=\"r\" type=\"result\"/>");
    assertThat(
            sent(
                machine.step(
                    done.state(),
                    frame(submit("<username>b</username><password>secret</password>")))))
        .contains("<not-acceptable ");
  }

  @Test
  void registrationOfATakenNameIsAConflictThatDoesNotRepeatThePassword() {
    // Given
    StreamStep submitted =
        machine.step(
            encrypted(OPEN), frame(submit("<username>a</username><password>secret</password>")));

    // When
    StreamStep step =
        machine.step(
            submitted.state(),
            new RegistrationAnswered(
                new RegistrationAnswer.Refused(StanzaError.of(StanzaErrorCondition.CONFLICT))));

    // Then
    assertThat(sent(step)).contains("code=\"409\"").contains("<conflict ").doesNotContain("secret");
    assertThat(step.state()).isInstanceOf(Negotiating.class);
  }

  @Test
  void closedRegistrationIsRefused() {
    // When
    StreamStep get =
        machine.step(
            encrypted(SHUT),
            frame("<iq type='get' id='r'><query xmlns='jabber:iq:register'/></iq>"));
    StreamStep set =
        machine.step(
            encrypted(SHUT), frame(submit("<username>a</username><password>b</password>")));

    // Then
    assertThat(sent(get)).contains("<service-unavailable ");
    assertThat(sent(set)).contains("<not-allowed ");
  }

  @Test
  void registrationBeforeTlsIsNotAuthorized() {
    // When
    StreamStep step =
        machine.step(
            new Negotiating(clear(), HEADER, OPEN),
            frame("<iq type='get' id='r'><query xmlns='jabber:iq:register'/></iq>"));

    // Then
    assertThat(sent(step)).contains("<not-authorized ");
    assertThat(step.state()).isEqualTo(new Closed());
  }

  @Test
  void tooManyFailedLoginsAreError4031AndTheEnd() {
    // Given
    StreamStep auth =
        machine.step(encrypted(OPEN), frame("<auth " + SASL + " mechanism='PLAIN'>AAAA</auth>"));

    // When
    StreamStep step =
        machine.step(
            auth.state(),
            new SaslAnswered(new SaslAnswer.Failure("temporary-auth-failure", "No.", true)));

    // Then
    assertThat(sent(step))
        .startsWith(
            "<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><temporary-auth-failure/>"
                + "<text xml:lang=\"en\">No.</text></failure>")
        .contains(
            "<policy-violation ",
            "<throttled xmlns=\"urn:godwit:errors\" code=\"4031\"/></stream:error></stream:stream>");
    assertThat(step.state()).isEqualTo(new Closed());
  }

  private static String submit(String fields) {
    return "<iq type='set' id='r'><query xmlns='jabber:iq:register'>" + fields + "</query></iq>";
  }

  @Test
  void bindIsRelayedAndAnsweredWithTheFullJid() {
    // Given
    Jid full = Jid.of("alice@localhost/phone");

    // When
    StreamStep asked =
        machine.step(new Authenticated(ALICE, HEADER, CONNECTION, 0), frame(bind("phone")));
    StreamStep stale =
        machine.step(asked.state(), new BindAnswered(new StreamBound("id1", "other", full)));
    StreamStep bound =
        machine.step(stale.state(), new BindAnswered(new StreamBound("id1", "0", full)));

    // Then
    assertThat(asked.effects()).containsExactly(new RequestBind("id1", ALICE, "phone", "0"));
    assertThat(stale.state()).isInstanceOf(Binding.class);
    assertThat(bound.state()).isEqualTo(new Bound(full, HEADER));
    assertThat(bound.effects()).endsWith(new OpenDelivery(full));
    assertThat(sent(bound)).contains("<jid>alice@localhost/phone</jid>");
  }

  private static String bind(String resource) {
    return "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
        + resource
        + "</resource></bind></iq>";
  }

  @Test
  void endOfABoundStreamIsToldToItsOwnerFirst() {
    // Given
    Jid full = Jid.of("alice@localhost/phone");
    Bound bound = new Bound(full, HEADER);

    // When
    StreamStep ended = machine.step(bound, new EndReceived());
    StreamStep lost = machine.step(bound, new Disconnected());
    StreamStep failed =
        machine.step(bound, new Failed(StreamError.of(StreamErrorCondition.CONFLICT, "Replaced.")));

    // Then
    assertThat(ended.effects())
        .containsExactly(
            new EndDelivery("id1", full, false), new Send("</stream:stream>"), new Close(false));
    assertThat(lost.effects()).containsExactly(new EndDelivery("id1", full, true));
    assertThat(failed.effects())
        .startsWith(new EndDelivery("id1", full, false))
        .endsWith(new Close(true));
  }

  @Test
  void closedStreamOnlyWaitsForTheEndOfItsPeer() {
    // When
    StreamStep failed =
        machine.step(new Closed(), new Failed(StreamError.of(StreamErrorCondition.RESET)));
    StreamStep ended = machine.step(new Closed(), new EndReceived());

    // Then
    assertThat(failed.effects()).isEmpty();
    assertThat(ended.effects()).containsExactly(new Close(false));
  }

  @Test
  void errorWhileTheHandshakeRunsSaysNothingInTheClear() {
    // When
    StreamStep step =
        machine.step(
            new StartingTls(clear()),
            new Failed(StreamError.of(StreamErrorCondition.CONNECTION_TIMEOUT)));

    // Then
    assertThat(step.effects()).containsExactly(new Close(false));
  }
}
