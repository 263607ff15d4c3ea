package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.stream.MachineScene.effect;
import static org.godwit.gateway.stream.MachineScene.frame;
import static org.godwit.gateway.stream.MachineScene.sent;

import java.util.List;
import java.util.Map;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.auth.TokenWish;
import org.godwit.gateway.stream.StreamEffect.HoldBack;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.ManageStream;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.RequestResume;
import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.BindRefused;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.ResumeAnswered;
import org.godwit.gateway.stream.StreamInput.ResumeRefused;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SASL2 (XEP-0388) with Bind 2 (XEP-0386), stream management (XEP-0198, section 9) and tokens. */
class Sasl2TransitionsTests {
  private static final String NS = "xmlns='urn:xmpp:sasl:2'";
  private static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String USER_AGENT = "<user-agent id='" + AGENT + "'/>";
  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid PHONE = Jid.of("alice@localhost/phone");
  private static final StreamHeader HEADER = new StreamHeader("localhost", "s1", "de", null);
  private static final DomainPolicy DOMAIN =
      new DomainPolicy(false, List.of("SCRAM-SHA-1", "PLAIN"), true);
  private static final SecureChannel CHANNEL =
      new SecureChannel(Map.of("tls-server-end-point", "AAAA"), List.of());

  private final StreamMachine machine = MachineScene.machine(true, false);

  private static Negotiating negotiating(StreamHeader header, DomainPolicy domain) {
    return new Negotiating(Connection.from("192.0.2.1").toEncrypted(CHANNEL), header, domain);
  }

  private static Negotiating negotiating() {
    return negotiating(HEADER, DOMAIN);
  }

  private static String authenticate(String mechanism, String children) {
    return "<authenticate " + NS + " mechanism='" + mechanism + "'>" + children + "</authenticate>";
  }

  private static String plain(String children) {
    return authenticate("PLAIN", "<initial-response>AAAA</initial-response>" + children);
  }

  private static SaslAnswered success(String data) {
    return new SaslAnswered(new SaslAnswer.Success(data, ALICE, null));
  }

  /** Logs in with what is wanted besides; returns what came of auth-service's success. */
  private StreamStep loggedIn(String children) {
    StreamStep asked = machine.step(negotiating(), frame(plain(children)));
    return machine.step(asked.state(), new SaslAnswered(new SaslAnswer.Success(null, ALICE, null)));
  }

  private StreamStep bound(StreamStep asked) {
    return machine.step(
        asked.state(),
        new BindAnswered(new StreamBound("s1", ((Binding) asked.state()).bindId(), PHONE)));
  }

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
                + "<sm xmlns=\"urn:xmpp:sm:3\"/><csi xmlns=\"urn:xmpp:csi:0\"/></stream:features>");
    assertThat(done.state()).isEqualTo(new Authenticated(ALICE, HEADER, 0));
    assertThat(done.effects()).contains(new LiftLimits()).doesNotContain(new RestartStream());
  }

  @Test
  void resourceIsBoundBeforeTheSuccess() {
    // When
    StreamStep asked =
        loggedIn(USER_AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>Awesome</tag></bind>");
    StreamStep done = bound(asked);

    // Then
    assertThat(sent(asked)).isEmpty();
    assertThat(asked.state().takesInput()).isFalse();
    assertThat(effect(asked, RequestBind.class).resource()).startsWith("Awesome/");
    assertThat(sent(done))
        .isEqualTo(
            "<success xmlns=\"urn:xmpp:sasl:2\"><authorization-identifier>alice@localhost/phone"
                + "</authorization-identifier><bound xmlns=\"urn:xmpp:bind:0\"/></success>"
                + "<stream:features><sm xmlns=\"urn:xmpp:sm:3\"/><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "</stream:features>");
    assertThat(done.state()).isEqualTo(new Bound(PHONE, HEADER));
    assertThat(effect(done, OpenDelivery.class).jid()).isEqualTo(PHONE);
  }

  @Test
  void staleAnswerToABindIsIgnored() {
    // Given
    StreamStep asked = loggedIn("<bind xmlns='urn:xmpp:bind:0'/>");

    // When
    StreamStep step =
        machine.step(asked.state(), new BindAnswered(new StreamBound("s1", "99", PHONE)));

    // Then
    assertThat(step.state()).isEqualTo(asked.state());
    assertThat(step.effects()).isEmpty();
  }

  @Test
  void managementAndInactivityBeginWithTheResource() {
    // When
    StreamStep done =
        bound(
            loggedIn(
                "<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:sm:3' resume='true'/>"
                    + "<inactive xmlns='urn:xmpp:csi:0'/>"
                    + "<enable xmlns='urn:xmpp:carbons:2'/></bind>"));

    // Then
    assertThat(sent(done))
        .contains(
            "<bound xmlns=\"urn:xmpp:bind:0\"><enabled xmlns=\"urn:xmpp:sm:3\" id=\"s1\""
                + " resume=\"true\" max=\"300\" location=\"a.example:5222\"/></bound>")
        .endsWith("<stream:features><csi xmlns=\"urn:xmpp:csi:0\"/></stream:features>");
    assertThat(done.effects())
        .contains(new ManageStream(300), new HoldBack())
        .first()
        .isInstanceOf(StreamEffect.Send.class);
  }

  @ParameterizedTest
  @CsvSource({"resume='maybe', bad-request, true", "resume='true', feature-not-implemented, false"})
  void managementThatCannotBeIsToldInsideBound(
      String attribute, String condition, boolean offered) {
    // Given
    StreamMachine other = MachineScene.machine(offered, false);
    StreamStep asked =
        other.step(
            negotiating(),
            frame(
                plain(
                    "<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:sm:3' "
                        + attribute
                        + "/></bind>")));
    StreamStep binding = other.step(asked.state(), success("A"));

    // When
    StreamStep done =
        other.step(binding.state(), new BindAnswered(new StreamBound("s1", "0", PHONE)));

    // Then
    assertThat(sent(done))
        .contains("<bound xmlns=\"urn:xmpp:bind:0\"><failed xmlns=\"urn:xmpp:sm:3\"><" + condition);
    assertThat(done.state()).isInstanceOf(Bound.class);
  }

  @Test
  void bindThatIsRefusedLeavesTheClientAuthenticated() {
    // Given
    StreamStep asked = loggedIn("<bind xmlns='urn:xmpp:bind:0'/>");

    // When
    StreamStep done =
        machine.step(
            asked.state(),
            new BindRefused(
                new StreamBindRefused(
                    "s1", "0", StanzaErrorCondition.RESOURCE_CONSTRAINT, "Too many.")));

    // Then
    assertThat(sent(done))
        .contains("<authorization-identifier>alice@localhost</authorization-identifier>")
        .contains("<failed xmlns=\"urn:xmpp:bind:0\"><resource-constraint")
        .contains("<stream:features><bind ");
    assertThat(done.state()).isEqualTo(new Authenticated(ALICE, HEADER, 1));
  }

  private static final String RESUME = "<resume xmlns='urn:xmpp:sm:3' previd='old' h='5'/>";

  @Test
  void resumedStreamIsToldInsideSuccessAndHasNoFeaturesOrNewResource() {
    // When: XEP-0198, section 9.2.
    StreamStep asked = loggedIn(RESUME + "<bind xmlns='urn:xmpp:bind:0'/>");
    StreamStep done =
        machine.step(
            asked.state(),
            new ResumeAnswered(
                new StreamResumed("s1", "0", "old", PHONE, 7, 5, StreamProfile.DIRECT)));

    // Then
    RequestResume request = effect(asked, RequestResume.class);
    assertThat(request.previd()).isEqualTo("old");
    assertThat(request.h()).isEqualTo(5);
    assertThat(sent(asked)).isEmpty();
    assertThat(sent(done))
        .isEqualTo(
            "<success xmlns=\"urn:xmpp:sasl:2\"><authorization-identifier>alice@localhost/phone"
                + "</authorization-identifier><resumed xmlns=\"urn:xmpp:sm:3\" previd=\"old\""
                + " h=\"7\"/></success>");
    assertThat(done.state())
        .isEqualTo(new Bound(PHONE, new StreamHeader("localhost", "old", "de", null)));
  }

  @Test
  void resumptionThatIsRefusedIsFollowedByTheBind() {
    // Given: wrong id.
    StreamStep asked = loggedIn(RESUME + "<bind xmlns='urn:xmpp:bind:0'/>");

    // When
    StreamStep refused =
        machine.step(
            asked.state(),
            new ResumeRefused(
                new StreamResumeRefused(
                    "s1", "0", StanzaErrorCondition.ITEM_NOT_FOUND, "Gone.", 3)));
    StreamStep done = bound(refused);

    // Then
    assertThat(sent(refused)).isEmpty();
    assertThat(effect(refused, RequestBind.class).bindId()).isEqualTo("1");
    assertThat(sent(done))
        .contains("<failed xmlns=\"urn:xmpp:sm:3\" h=\"3\"><item-not-found")
        .contains("<bound xmlns=\"urn:xmpp:bind:0\"/>")
        .contains("alice@localhost/phone");
    assertThat(done.state()).isInstanceOf(Bound.class);
  }

  @Test
  void resumptionThatIsRefusedWithoutABindLeavesTheClientAuthenticated() {
    // Given: h is too high.
    StreamStep asked = loggedIn(RESUME);

    // When
    StreamStep done =
        machine.step(
            asked.state(),
            new ResumeRefused(
                new StreamResumeRefused(
                    "s1", "0", StanzaErrorCondition.BAD_REQUEST, "Too high.", -1)));

    // Then
    assertThat(sent(done))
        .contains("<failed xmlns=\"urn:xmpp:sm:3\"><bad-request")
        .contains("<authorization-identifier>alice@localhost</authorization-identifier>")
        .contains("<stream:features>");
    assertThat(done.state()).isEqualTo(new Authenticated(ALICE, HEADER, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<resume xmlns='urn:xmpp:sm:3' h='5'/>",
        "<resume xmlns='urn:xmpp:sm:3' previd='old' h='x'/>",
        "<resume xmlns='urn:xmpp:sm:3' previd='old' h='4294967296'/>"
      })
  void malformedResumptionFailsWithoutAskingAndTheBindGoesOn(String resume) {
    // When
    StreamStep asked = loggedIn(resume + "<bind xmlns='urn:xmpp:bind:0'/>");
    StreamStep done = bound(asked);

    // Then
    assertThat(sent(done))
        .contains("<failed xmlns=\"urn:xmpp:sm:3\"><bad-request")
        .contains("<bound xmlns=\"urn:xmpp:bind:0\"/>");
  }

  @Test
  void tokenIsAskedForAndTold() {
    // When
    StreamStep asked =
        machine.step(
            negotiating(),
            frame(
                plain(
                    USER_AGENT
                        + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>")));
    StreamStep done =
        machine.step(
            asked.state(),
            new SaslAnswered(
                new SaslAnswer.Success(
                    null, ALICE, new SaslAnswer.Token("t0k3n", "2030-01-01T00:00:00Z"))));

    // Then
    assertThat(effect(asked, RelaySasl.class).step().token())
        .isEqualTo(new TokenWish(AGENT, "HT-SHA-256-NONE", false, false));
    assertThat(sent(done))
        .contains(
            "<token xmlns=\"urn:xmpp:fast:0\" expiry=\"2030-01-01T00:00:00Z\" token=\"t0k3n\"/>");
  }

  @Test
  void tokenIsUsedWithItsMechanismOnly() {
    // When
    StreamStep used =
        machine.step(
            negotiating(),
            frame(
                authenticate(
                    "HT-SHA-256-ENDP",
                    "<initial-response>AAAA</initial-response>"
                        + USER_AGENT
                        + "<fast xmlns='urn:xmpp:fast:0' count='1' invalidate='true'/>")));
    StreamStep withoutFast =
        machine.step(
            negotiating(),
            frame(authenticate("HT-SHA-256-ENDP", "<initial-response>AAAA</initial-response>")));
    StreamStep withPassword =
        machine.step(negotiating(), frame(plain(USER_AGENT + "<fast xmlns='urn:xmpp:fast:0'/>")));
    StreamStep notOffered =
        machine.step(
            negotiating(),
            frame(authenticate("HT-SHA-256-EXPR", USER_AGENT + "<fast xmlns='urn:xmpp:fast:0'/>")));

    // Then
    assertThat(effect(used, RelaySasl.class).step().token())
        .isEqualTo(new TokenWish(AGENT, null, true, true));
    assertThat(List.of(sent(withoutFast), sent(withPassword), sent(notOffered)))
        .allMatch(text -> text.contains("<invalid-mechanism "));
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
    StreamStep step = machine.step(new Authenticated(ALICE, HEADER, 0), frame(plain("")));

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
