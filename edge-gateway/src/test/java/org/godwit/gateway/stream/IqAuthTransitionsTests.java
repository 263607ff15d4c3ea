package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.stream.MachineScene.effect;
import static org.godwit.gateway.stream.MachineScene.frame;
import static org.godwit.gateway.stream.MachineScene.sent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.BindRefused;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.Test;

/** jabber:iq:auth (XEP-0078 v2.5). */
class IqAuthTransitionsTests {
  private static final StreamHeader HEADER = new StreamHeader("localhost", "s1", null, null);
  private static final DomainPolicy DOMAIN =
      new DomainPolicy(false, false, List.of("PLAIN"), false);
  private static final Jid GLOBE = Jid.of("bill@localhost/globe");
  private static final String FEATURE = "<auth xmlns=\"http://jabber.org/features/iq-auth\"/>";
  private static final String LOGIN =
      "<iq type='set' id='auth2'><query xmlns='jabber:iq:auth'><username>bill</username>"
          + "<password>Calli0pe</password><resource>globe</resource></query></iq>";

  private final StreamMachine machine = MachineScene.machine(true, true);

  private static Negotiating negotiating() {
    return new Negotiating(
        Connection.from("192.0.2.1").toEncrypted(SecureChannel.NONE), HEADER, DOMAIN);
  }

  private static String features(StreamMachine of, Connection connection) {
    return sent(of.step(new FindingDomain(connection, HEADER), new DomainFound(DOMAIN)));
  }

  @Test
  void featureStandsWherePasswordsMayBeShown() {
    Connection encrypted = Connection.from(null).toEncrypted(SecureChannel.NONE);
    assertThat(features(machine, encrypted)).contains(FEATURE);
    assertThat(features(machine, Connection.from(null))).doesNotContain(FEATURE);
    assertThat(features(MachineScene.machine(true, false), encrypted)).doesNotContain(FEATURE);
  }

  @Test
  void fieldsAreTold() {
    // When
    StreamStep step =
        machine.step(
            negotiating(),
            frame("<iq type='get' id='auth1' to='localhost'><query xmlns='jabber:iq:auth'/></iq>"));

    // Then
    assertThat(sent(step))
        .contains("type=\"result\"", "id=\"auth1\"")
        .contains("<query xmlns=\"jabber:iq:auth\"><username/><password/><resource/></query>");
  }

  @Test
  void loginBindsTheResourceAndIsAnsweredOnce() {
    // When
    StreamStep asked = machine.step(negotiating(), frame(LOGIN));
    StreamStep known =
        machine.step(
            asked.state(),
            new SaslAnswered(new SaslAnswer.Success(null, Jid.of("bill@localhost"), null)));
    StreamStep done =
        machine.step(known.state(), new BindAnswered(new StreamBound("s1", "0", GLOBE)));

    // Then
    SaslStep step = effect(asked, RelaySasl.class).step();
    assertThat(step.mechanism()).isEqualTo("PLAIN");
    assertThat(
            new String(
                Base64.getDecoder().decode(Objects.requireNonNull(step.data())),
                StandardCharsets.UTF_8))
        .isEqualTo("\0bill\0Calli0pe");
    assertThat(asked.state().toString()).doesNotContain("Calli0pe");
    assertThat(effect(known, RequestBind.class).resource()).isEqualTo("globe");
    assertThat(known.effects()).contains(new LiftLimits());
    assertThat(sent(known)).isEmpty();
    assertThat(sent(done)).isEqualTo("<iq id=\"auth2\" type=\"result\"/>");
    assertThat(done.state()).isEqualTo(new Bound(GLOBE, HEADER));
  }

  @Test
  void wrongPasswordIsNotAuthorizedAndCounts() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(LOGIN));

    // When
    StreamStep step =
        machine.step(
            asked.state(), new SaslAnswered(new SaslAnswer.Failure("not-authorized", null)));

    // Then
    assertThat(sent(step)).contains("type=\"error\"", "<not-authorized").doesNotContain("Calli0pe");
    assertThat(((Negotiating) step.state()).connection().failures()).isEqualTo(1);
    assertThat(machine.step(step.state(), frame(LOGIN)).effects()).hasSize(1);
  }

  @Test
  void tooManyFailedLoginsAreError4031AndTheEnd() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(LOGIN));

    // When
    StreamStep step =
        machine.step(
            asked.state(),
            new SaslAnswered(new SaslAnswer.Failure("temporary-auth-failure", "No.", true)));

    // Then
    assertThat(sent(step))
        .contains("<error code=\"4031\" type=\"cancel\"><policy-violation ", "</stream:stream>")
        .doesNotContain("Calli0pe");
    assertThat(step.state()).isEqualTo(new Closed());
  }

  @Test
  void missingFieldIsNotAcceptable() {
    assertThat(
            sent(
                machine.step(
                    negotiating(), frame(LOGIN.replace("<resource>globe</resource>", "")))))
        .contains("<not-acceptable")
        .doesNotContain("Calli0pe");
  }

  @Test
  void takenResourceIsAConflict() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(LOGIN));
    StreamStep known =
        machine.step(
            asked.state(),
            new SaslAnswered(new SaslAnswer.Success(null, Jid.of("bill@localhost"), null)));

    // When
    StreamStep step =
        machine.step(
            known.state(),
            new BindRefused(
                new StreamBindRefused("s1", "0", StanzaErrorCondition.CONFLICT, "Taken.")));

    // Then
    assertThat(sent(step)).contains("type=\"error\"", "<conflict");
    assertThat(step.state()).isInstanceOf(Authenticated.class);
  }

  @Test
  void afterFailedSaslItIsAPolicyViolation() {
    // Given: section 3.1.
    StreamStep failed =
        machine.step(negotiating(), frame("<abort xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));

    // When
    StreamStep step = machine.step(failed.state(), frame(LOGIN));

    // Then
    assertThat(step.state()).isEqualTo(new Closed());
    assertThat(sent(step)).contains("<policy-violation");
  }

  @Test
  void switchedOffItIsUnavailable() {
    assertThat(sent(MachineScene.machine(true, false).step(negotiating(), frame(LOGIN))))
        .contains("<service-unavailable")
        .doesNotContain("Calli0pe");
  }
}
