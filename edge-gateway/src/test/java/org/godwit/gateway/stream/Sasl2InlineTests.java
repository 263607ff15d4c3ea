package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.stream.MachineScene.effect;
import static org.godwit.gateway.stream.MachineScene.frame;
import static org.godwit.gateway.stream.MachineScene.sent;
import static org.godwit.gateway.stream.Sasl2Scene.AGENT;
import static org.godwit.gateway.stream.Sasl2Scene.ALICE;
import static org.godwit.gateway.stream.Sasl2Scene.HEADER;
import static org.godwit.gateway.stream.Sasl2Scene.PHONE;
import static org.godwit.gateway.stream.Sasl2Scene.RESUME;
import static org.godwit.gateway.stream.Sasl2Scene.USER_AGENT;
import static org.godwit.gateway.stream.Sasl2Scene.authenticate;
import static org.godwit.gateway.stream.Sasl2Scene.bound;
import static org.godwit.gateway.stream.Sasl2Scene.loggedIn;
import static org.godwit.gateway.stream.Sasl2Scene.negotiating;
import static org.godwit.gateway.stream.Sasl2Scene.plain;
import static org.godwit.gateway.stream.Sasl2Scene.success;

import java.util.List;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.TokenWish;
import org.godwit.gateway.stream.StreamEffect.HoldBack;
import org.godwit.gateway.stream.StreamEffect.ManageStream;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.RequestResume;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.BindRefused;
import org.godwit.gateway.stream.StreamInput.ResumeAnswered;
import org.godwit.gateway.stream.StreamInput.ResumeRefused;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes with SASL2: Bind 2, stream management (XEP-0198, section 9), tokens (XEP-0484). */
class Sasl2InlineTests {
  private final StreamMachine machine = MachineScene.machine(true, false);

  @Test
  void resourceIsBoundBeforeTheSuccess() {
    // When
    StreamStep asked =
        loggedIn(machine, USER_AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>Awesome</tag></bind>");
    StreamStep done = bound(machine, asked);

    // Then
    assertThat(sent(asked)).isEmpty();
    assertThat(asked.state().takesInput()).isFalse();
    assertThat(effect(asked, RequestBind.class).resource()).startsWith("Awesome/");
    assertThat(sent(done))
        .isEqualTo(
            "<success xmlns=\"urn:xmpp:sasl:2\"><authorization-identifier>alice@localhost/phone"
                + "</authorization-identifier><bound xmlns=\"urn:xmpp:bind:0\"/></success>"
                + "<stream:features><sm xmlns=\"urn:xmpp:sm:3\"/><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "<ver xmlns=\"urn:xmpp:features:rosterver\"/>"
                + "<sub xmlns=\"urn:xmpp:features:pre-approval\"/>"
                + "</stream:features>");
    assertThat(done.state()).isEqualTo(new Bound(PHONE, HEADER));
    assertThat(effect(done, OpenDelivery.class).jid()).isEqualTo(PHONE);
  }

  @Test
  void staleAnswerToABindIsIgnored() {
    // Given
    StreamStep asked = loggedIn(machine, "<bind xmlns='urn:xmpp:bind:0'/>");

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
            machine,
            loggedIn(
                machine,
                "<bind xmlns='urn:xmpp:bind:0'><enable xmlns='urn:xmpp:sm:3' resume='true'/>"
                    + "<inactive xmlns='urn:xmpp:csi:0'/>"
                    + "<enable xmlns='urn:xmpp:carbons:2'/></bind>"));

    // Then
    assertThat(sent(done))
        .contains(
            "<bound xmlns=\"urn:xmpp:bind:0\"><enabled xmlns=\"urn:xmpp:sm:3\" id=\"s1\""
                + " resume=\"true\" max=\"300\" location=\"a.example:5222\"/></bound>")
        .endsWith(
            "<stream:features><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "<ver xmlns=\"urn:xmpp:features:rosterver\"/>"
                + "<sub xmlns=\"urn:xmpp:features:pre-approval\"/></stream:features>");
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
    StreamStep asked = loggedIn(machine, "<bind xmlns='urn:xmpp:bind:0'/>");

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
    assertThat(done.state()).isEqualTo(Sasl2Scene.authenticated(1));
  }

  @Test
  void resumedStreamIsToldInsideSuccessAndHasNoFeaturesOrNewResource() {
    // When: XEP-0198, section 9.2.
    StreamStep asked = loggedIn(machine, RESUME + "<bind xmlns='urn:xmpp:bind:0'/>");
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
    StreamStep asked = loggedIn(machine, RESUME + "<bind xmlns='urn:xmpp:bind:0'/>");

    // When
    StreamStep refused =
        machine.step(
            asked.state(),
            new ResumeRefused(
                new StreamResumeRefused(
                    "s1", "0", StanzaErrorCondition.ITEM_NOT_FOUND, "Gone.", 3)));
    StreamStep done = bound(machine, refused);

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
    StreamStep asked = loggedIn(machine, RESUME);

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
    assertThat(done.state()).isEqualTo(Sasl2Scene.authenticated(1));
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
    StreamStep asked = loggedIn(machine, resume + "<bind xmlns='urn:xmpp:bind:0'/>");
    StreamStep done = bound(machine, asked);

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
}
