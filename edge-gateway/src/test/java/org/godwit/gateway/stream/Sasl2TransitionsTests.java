package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.stream.MachineScene.effect;
import static org.godwit.gateway.stream.MachineScene.frame;
import static org.godwit.gateway.stream.MachineScene.sent;
import static org.godwit.gateway.stream.Sasl2Scene.AGENT;
import static org.godwit.gateway.stream.Sasl2Scene.CHANNEL;
import static org.godwit.gateway.stream.Sasl2Scene.DOMAIN;
import static org.godwit.gateway.stream.Sasl2Scene.HEADER;
import static org.godwit.gateway.stream.Sasl2Scene.NS;
import static org.godwit.gateway.stream.Sasl2Scene.RESUME;
import static org.godwit.gateway.stream.Sasl2Scene.USER_AGENT;
import static org.godwit.gateway.stream.Sasl2Scene.authenticate;
import static org.godwit.gateway.stream.Sasl2Scene.negotiating;
import static org.godwit.gateway.stream.Sasl2Scene.plain;
import static org.godwit.gateway.stream.Sasl2Scene.success;

import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of SASL2 (XEP-0388). */
class Sasl2TransitionsTests {
  private final StreamMachine machine = MachineScene.machine(true, false);

  @Test
  void featureListsMechanismsAndWhatCanComeWithThem() {
    // When
    StreamStep step =
        machine.step(
            new FindingDomain(Connection.from(null).toEncrypted(CHANNEL), HEADER),
            new DomainFound(DOMAIN));

    // Then
    assertThat(sent(step))
        .contains(
            "<authentication xmlns=\"urn:xmpp:sasl:2\"><mechanism>SCRAM-SHA-1-PLUS</mechanism>"
                + "<mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism><inline>"
                + "<sm xmlns=\"urn:xmpp:sm:3\"/><bind xmlns=\"urn:xmpp:bind:0\"><inline>"
                + "<feature var=\"urn:xmpp:carbons:2\"/>"
                + "<feature var=\"urn:xmpp:csi:0\"/><feature var=\"urn:xmpp:sm:3\"/></inline></bind>"
                + "<fast xmlns=\"urn:xmpp:fast:0\"><mechanism>HT-SHA-256-ENDP</mechanism>"
                + "<mechanism>HT-SHA-256-NONE</mechanism></fast></inline></authentication>")
        .contains(
            "<sasl-channel-binding xmlns=\"urn:xmpp:sasl-cb:0\">"
                + "<channel-binding type=\"tls-server-end-point\"/></sasl-channel-binding>")
        .contains("<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">");
  }

  @Test
  void exchangeEndsWithTheBareJidAndFeaturesWithoutARestart() {
    // When
    StreamStep asked =
        machine.step(
            negotiating(),
            frame(authenticate("SCRAM-SHA-1", "<initial-response>BBBB</initial-response>")));
    StreamStep challenged =
        machine.step(asked.state(), new SaslAnswered(new SaslAnswer.Challenge("CCCC", "sealed")));
    StreamStep answered =
        machine.step(challenged.state(), frame("<response " + NS + ">DDDD</response>"));
    StreamStep done = machine.step(answered.state(), success("EEEE"));

    // Then
    SaslStep first = effect(asked, RelaySasl.class).step();
    assertThat(first.data()).isEqualTo("BBBB");
    assertThat(first.offered()).containsExactly("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "PLAIN");
    assertThat(first.channel()).isEqualTo(CHANNEL);
    assertThat(sent(challenged)).isEqualTo("<challenge xmlns=\"urn:xmpp:sasl:2\">CCCC</challenge>");
    SaslStep second = effect(answered, RelaySasl.class).step();
    assertThat(second.state()).isEqualTo("sealed");
    assertThat(second.data()).isEqualTo("DDDD");
    assertThat(sent(done))
        .isEqualTo(
            "<success xmlns=\"urn:xmpp:sasl:2\"><additional-data>EEEE</additional-data>"
                + "<authorization-identifier>alice@localhost</authorization-identifier></success>"
                + "<stream:features><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/>"
                + "<session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"><optional/></session>"
                + "<sm xmlns=\"urn:xmpp:sm:3\"/><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "<ver xmlns=\"urn:xmpp:features:rosterver\"/>"
                + "<sub xmlns=\"urn:xmpp:features:pre-approval\"/></stream:features>");
    assertThat(done.state()).isEqualTo(Sasl2Scene.authenticated(0));
    assertThat(done.effects()).contains(new LiftLimits()).doesNotContain(new RestartStream());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<authenticate xmlns='urn:xmpp:sasl:2'/>|malformed-request",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism=''/>|malformed-request",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='CRAM-MD5'/>|invalid-mechanism",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1-PLUS-AND-MORE'/>"
            + "|invalid-mechanism",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>*"
            + "</initial-response></authenticate>|incorrect-encoding",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>AAA"
            + "</initial-response></authenticate>|incorrect-encoding",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response><x/>"
            + "</initial-response></authenticate>|incorrect-encoding",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><user-agent id='phone'/>"
            + "</authenticate>|malformed-request",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='HT-SHA-256-NONE'>"
            + "<fast xmlns='urn:xmpp:fast:0'/></authenticate>|malformed-request",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><user-agent"
            + " id='d4565fa7-4d72-4749-b3d3-740edbf87770'/><request-token"
            + " xmlns='urn:xmpp:fast:0' mechanism='PLAIN'/></authenticate>|malformed-request",
        "<response xmlns='urn:xmpp:sasl:2'>AAAA</response>|malformed-request",
        "<abort xmlns='urn:xmpp:sasl:2'/>|aborted",
        "<next xmlns='urn:xmpp:sasl:2' task='x'/>|malformed-request"
      })
  void brokenElementFailsTheAttemptAndTheStreamStays(String element, String condition) {
    // When
    StreamStep step = machine.step(negotiating(), frame(element));

    // Then
    assertThat(sent(step))
        .startsWith("<failure xmlns=\"urn:xmpp:sasl:2\"><" + condition)
        .contains("xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"");
    assertThat(step.state())
        .isInstanceOfSatisfying(
            Negotiating.class, state -> assertThat(state.connection().failures()).isEqualTo(1));
  }

  private Challenged challenged() {
    StreamStep asked = machine.step(negotiating(), frame(authenticate("SCRAM-SHA-1", "")));
    return (Challenged)
        machine
            .step(asked.state(), new SaslAnswered(new SaslAnswer.Challenge("CCCC", "sealed")))
            .state();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<abort xmlns='urn:xmpp:sasl:2'><text>no</text></abort>|aborted",
        "<response xmlns='urn:xmpp:sasl:2'>*</response>|incorrect-encoding",
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>|malformed-request"
      })
  void exchangeEndsWithABrokenAnswer(String element, String condition) {
    // When
    StreamStep step = machine.step(challenged(), frame(element));

    // Then
    assertThat(sent(step)).startsWith("<failure xmlns=\"urn:xmpp:sasl:2\"><" + condition);
    assertThat(step.state()).isInstanceOf(Negotiating.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<message/>",
        "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AAAA</response>",
        "<enable xmlns='urn:xmpp:sm:3'/>"
      })
  void anythingElseDuringTheExchangeEndsTheStream(String element) {
    // When: XEP-0388, section 2.4.
    StreamStep step = machine.step(challenged(), frame(element));

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<not-authorized");
  }

  @Test
  void failureBringsNothingOfWhatWasWanted() {
    // Given
    StreamStep asked =
        machine.step(negotiating(), frame(plain(RESUME + "<bind xmlns='urn:xmpp:bind:0'/>")));

    // When
    StreamStep step =
        machine.step(
            asked.state(), new SaslAnswered(new SaslAnswer.Failure("not-authorized", "No & no.")));

    // Then
    assertThat(sent(step))
        .isEqualTo(
            "<failure xmlns=\"urn:xmpp:sasl:2\"><not-authorized"
                + " xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/><text>No &amp; no.</text></failure>");
    assertThat(step.effects()).hasSize(1);
  }

  @Test
  void tooManyFailedLoginsAreError4031AndTheEnd() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(plain("")));

    // When
    StreamStep step =
        machine.step(
            asked.state(),
            new SaslAnswered(new SaslAnswer.Failure("temporary-auth-failure", "No.", true)));

    // Then
    assertThat(sent(step))
        .startsWith("<failure xmlns=\"urn:xmpp:sasl:2\"><temporary-auth-failure")
        .contains("<policy-violation ", "<throttled xmlns=\"urn:godwit:errors\" code=\"4031\"/>");
    assertThat(step.state()).isEqualTo(new Closed());
  }

  @Test
  void tooManyFailuresEndTheStream() {
    // When
    StreamState state = negotiating();
    StreamStep step = StreamStep.of(state);
    for (int i = 0; i < 3; i++) {
      step = machine.step(state, frame("<abort " + NS + "/>"));
      state = step.state();
    }

    // Then
    assertThat(state).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<aborted ").contains("<policy-violation");
  }

  @Test
  void accountThatTheStreamIsNotFromIsInvalid() {
    // Given: XEP-0388, section 4.4.
    StreamHeader header = new StreamHeader("localhost", "s1", null, "bob@localhost");
    StreamStep asked = machine.step(negotiating(header, DOMAIN), frame(plain("")));

    // When
    StreamStep step = machine.step(asked.state(), success("A"));

    // Then
    assertThat(sent(step)).contains("<invalid-authzid ");
    assertThat(step.state()).isInstanceOf(Negotiating.class);
  }

  @Test
  void withoutTlsThereIsNoSasl2() {
    // Given
    Negotiating clear = new Negotiating(Connection.from("192.0.2.1"), HEADER, DOMAIN);

    // When
    StreamStep step = machine.step(clear, frame(plain("")));

    // Then
    assertThat(sent(step)).contains("<encryption-required ");
    assertThat(
            sent(
                machine.step(
                    new FindingDomain(Connection.from(null), HEADER), new DomainFound(DOMAIN))))
        .doesNotContain("urn:xmpp:sasl:2");
  }

  @Test
  void authenticatingTwiceEndsTheStream() {
    // When: XEP-0388, section 4.8.
    StreamStep step = machine.step(Sasl2Scene.authenticated(0), frame(plain("")));

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<stream:error>");
  }

  @Test
  void statesShowNoSecrets() {
    // Given
    StreamStep asked =
        machine.step(
            negotiating(),
            frame(
                plain(USER_AGENT + "<fast xmlns='urn:xmpp:fast:0'/>")
                    .replace("PLAIN", "HT-SHA-256-NONE")));

    // When // Then
    assertThat(asked.state()).isInstanceOf(RelayingSasl.class);
    assertThat(asked.state().toString() + asked.effects()).doesNotContain(AGENT, "sealed");
  }
}
