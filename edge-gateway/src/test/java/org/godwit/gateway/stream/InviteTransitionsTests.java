package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.stream.MachineScene.frame;
import static org.godwit.gateway.stream.MachineScene.sent;

import java.util.List;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.InviteToken;
import org.godwit.gateway.auth.RegistrationAnswer;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.RegistrationAnswered;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration of the invited (XEP-0445 v0.2.0). */
class InviteTransitionsTests {
  private static final StreamHeader HEADER = new StreamHeader("localhost", "s1", null, null);
  private static final Connection ENCRYPTED =
      Connection.from("192.0.2.1").toEncrypted(SecureChannel.NONE);
  private static final DomainPolicy INVITED =
      new DomainPolicy(false, true, List.of("PLAIN"), false);
  private static final String FEATURE = "<register xmlns=\"urn:xmpp:ibr-token:0\"/>";
  private static final String PREAUTH =
      "<iq type='set' id='pa1'><preauth xmlns='urn:xmpp:pars:0' token='t0k3n'/></iq>";

  private final StreamMachine machine = MachineScene.machine(true, true);

  private static Negotiating negotiating() {
    return new Negotiating(ENCRYPTED, HEADER, INVITED);
  }

  private static String submit(String fields) {
    return "<iq type='set' id='r'><query xmlns='jabber:iq:register'>" + fields + "</query></iq>";
  }

  private String features(DomainPolicy domain) {
    return sent(machine.step(new FindingDomain(ENCRYPTED, HEADER), new DomainFound(domain)));
  }

  @Test
  void featureStandsWhereTheInvitedMayRegister() {
    assertThat(features(INVITED)).contains(FEATURE);
    assertThat(features(new DomainPolicy(false, false, List.of("PLAIN"), false)))
        .doesNotContain(FEATURE);
  }

  @Test
  void whoIsInvitedMayRegister() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(PREAUTH));

    // When
    StreamStep good =
        machine.step(asked.state(), new RegistrationAnswered(new RegistrationAnswer.Invited()));
    StreamStep wish =
        machine.step(
            good.state(), frame(submit("<username>bob</username><password>pw</password>")));
    StreamStep done =
        machine.step(wish.state(), new RegistrationAnswered(new RegistrationAnswer.Registered()));

    // Then
    assertThat(asked.effects())
        .containsExactly(new StreamEffect.CheckInvite("localhost", new InviteToken("t0k3n")));
    assertThat(asked.state().toString() + asked.effects()).doesNotContain("t0k3n");
    assertThat(sent(good)).isEqualTo("<iq id=\"pa1\" type=\"result\"/>");
    assertThat(wish.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            StreamEffect.Register.class,
            register ->
                assertThat(register.registration().invite()).isEqualTo(new InviteToken("t0k3n")));
    assertThat(((Negotiating) done.state()).connection().invite()).isNull();
  }

  @Test
  void invitationThatIsNotGoodIsAnsweredWithoutItsToken() {
    // Given
    StreamStep asked = machine.step(negotiating(), frame(PREAUTH));

    // When
    StreamStep step =
        machine.step(
            asked.state(),
            new RegistrationAnswered(
                new RegistrationAnswer.Refused(
                    StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND))));

    // Then
    assertThat(sent(step)).contains("<item-not-found ").doesNotContain("t0k3n");
    assertThat(((Negotiating) step.state()).connection().failures()).isEqualTo(1);
    assertThat(((Negotiating) step.state()).connection().invite()).isNull();
  }

  @Test
  void whoIsNotInvitedMayNotRegister() {
    // When
    StreamStep step =
        machine.step(
            negotiating(), frame(submit("<username>bob</username><password>pw</password>")));

    // Then
    assertThat(sent(step)).contains("<not-allowed ").doesNotContain(">pw<");
    assertThat(step.effects()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq type='get' id='pa1'><preauth xmlns='urn:xmpp:pars:0' token='t'/></iq>",
        "<iq type='set' id='pa1'><preauth xmlns='urn:xmpp:pars:0'/></iq>",
        "<iq type='set'><preauth xmlns='urn:xmpp:pars:0' token='t'/></iq>",
      })
  void invitationThatIsMalformedIsABadRequest(String iq) {
    assertThat(sent(machine.step(negotiating(), frame(iq)))).contains("<bad-request ");
  }
}
