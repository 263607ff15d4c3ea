package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.stream.StreamEffect.EndDelivery;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RequestResume;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamInput.Disconnected;
import org.godwit.gateway.stream.StreamInput.FrameReceived;
import org.godwit.gateway.stream.StreamInput.ResumeAnswered;
import org.godwit.gateway.stream.StreamInput.ResumeRefused;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.Resuming;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent.FrameRead;
import org.godwit.protocol.xml.XmlStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stream management before a resource is bound (XEP-0198, sections 3, 5 and 6). */
class ResumeTransitionsTests {
  private static final String RESUME = "<resume xmlns='urn:xmpp:sm:3' previd='s' h='5'/>";
  private static final StreamHeader HEADER = new StreamHeader("localhost", "t", "de", null);
  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid PHONE = Jid.of("alice@localhost/phone");
  private static final Connection CONNECTION =
      Connection.from(null).toEncrypted(SecureChannel.NONE).toAuthenticated(ALICE);
  private static final Authenticated AUTHENTICATED =
      new Authenticated(ALICE, HEADER, CONNECTION, 0);

  private final StreamMachine machine = machine(true);

  private static StreamMachine machine(boolean offered) {
    return new StreamMachine(
        new StreamPolicy(
            new VirtualHosts(List.of("localhost")),
            true,
            false,
            3,
            MachineScene.management(offered, null),
            true,
            false,
            false,
            MachineScene.features()),
        () -> "t");
  }

  private static FrameReceived frame(String xml) {
    String header =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    byte[] bytes = (header + xml).getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
    reader.next();
    if (reader.next() instanceof FrameRead(XmlFrame frame)) {
      return new FrameReceived(frame, 0);
    }
    throw new AssertionError("no element: " + xml);
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
  void resumeIsRelayedAndGivesTheStreamTheIdOfTheOther() {
    // When
    StreamStep asked = machine.step(AUTHENTICATED, frame(RESUME));
    StreamStep stale = machine.step(asked.state(), resumed("other"));
    StreamStep done = machine.step(stale.state(), resumed("0"));

    // Then
    assertThat(asked.effects()).containsExactly(new RequestResume("t", ALICE, "s", 5, "0"));
    assertThat(asked.state().takesInput()).isFalse();
    assertThat(stale.state()).isEqualTo(asked.state());
    assertThat(done.state())
        .isEqualTo(new Bound(PHONE, new StreamHeader("localhost", "s", "de", null)));
    assertThat(done.effects())
        .containsExactly(
            new Send("<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"s\" h=\"7\"/>"),
            new OpenDelivery(PHONE));
  }

  private static ResumeAnswered resumed(String bindId) {
    return new ResumeAnswered(
        new StreamResumed("t", bindId, "s", PHONE, 7, 5, StreamProfile.DIRECT));
  }

  @ParameterizedTest
  @CsvSource({"9, ' h=\"9\"'", "4294967297, ' h=\"1\"'", "-1, ''"})
  void refusalTellsWhatWasHandledAndLetsTheClientBind(long in, String h) {
    // Given
    Resuming resuming = new Resuming(AUTHENTICATED, "0", "s", null);

    // When
    StreamStep step =
        machine.step(
            resuming,
            new ResumeRefused(
                new StreamResumeRefused(
                    "t", "0", StanzaErrorCondition.ITEM_NOT_FOUND, "Gone.", in)));

    // Then
    assertThat(sent(step))
        .isEqualTo(
            "<failed xmlns=\"urn:xmpp:sm:3\""
                + h
                + "><item-not-found xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>");
    assertThat(step.state()).isEqualTo(new Authenticated(ALICE, HEADER, CONNECTION, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "<enable xmlns='urn:xmpp:sm:3'/>, unexpected-request",
    "<r xmlns='urn:xmpp:sm:3'/>, unexpected-request",
    "<a xmlns='urn:xmpp:sm:3' h='0'/>, unexpected-request",
    "<resume xmlns='urn:xmpp:sm:3' h='0'/>, bad-request",
    "<resume xmlns='urn:xmpp:sm:3' previd='s'/>, bad-request",
    "<resume xmlns='urn:xmpp:sm:3' previd='s' h='-1'/>, bad-request"
  })
  void whatMayNotComeBeforeBindingFailsAndTheStreamGoesOn(String xml, String condition) {
    // When
    StreamStep step = machine.step(AUTHENTICATED, frame(xml));

    // Then
    assertThat(sent(step)).startsWith("<failed xmlns=\"urn:xmpp:sm:3\"><" + condition + ' ');
    assertThat(step.state()).isEqualTo(new Authenticated(ALICE, HEADER, CONNECTION, 1));
  }

  @Test
  void streamManagementThatIsNotOfferedFails() {
    // When
    StreamStep step = machine(false).step(AUTHENTICATED, frame(RESUME));

    // Then
    assertThat(sent(step)).contains("<feature-not-implemented ");
    assertThat(step.state()).isInstanceOf(Authenticated.class);
  }

  @Test
  void attemptsWithoutEndEndTheStream() {
    // Given
    StreamStep step = StreamStep.of(AUTHENTICATED);

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(step.state()).isNotInstanceOf(Closed.class);
      step = machine.step(step.state(), frame("<enable xmlns='urn:xmpp:sm:3'/>"));
    }

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<policy-violation ");
  }

  @Test
  void connectionThatIsLostWhileItWaitsIsForgotten() {
    // When
    StreamStep step = machine.step(new Resuming(AUTHENTICATED, "0", "s", null), new Disconnected());

    // Then
    assertThat(step.effects()).containsExactly(new EndDelivery("t", null, true));
  }
}
