package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_ACCEPTABLE;
import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_ALLOWED;
import static org.godwit.protocol.stanza.StanzaErrorCondition.SERVICE_UNAVAILABLE;

import java.util.Objects;
import org.godwit.gateway.auth.InviteToken;
import org.godwit.gateway.auth.Registration;
import org.godwit.gateway.auth.RegistrationAnswer;
import org.godwit.gateway.registration.RegistrationCommand;
import org.godwit.gateway.registration.RegistrationRules;
import org.godwit.gateway.stream.StreamEffect.CheckInvite;
import org.godwit.gateway.stream.StreamEffect.Register;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.Registering;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;

/** The transitions of in-band registration (XEP-0077 v2.4, 3.1.1; XEP-0445 v0.2.0, 4). Pure. */
final class RegistrationTransitions {
  private RegistrationTransitions() {}

  /** Tells whether {@code frame} is the one iq that may come before authentication. */
  static boolean isFor(XmlFrame frame, Negotiating state, StreamPolicy policy) {
    String type = frame.attribute("type");
    String to = frame.attribute("to");
    return StanzaReader.kindOf(frame.name()) == StanzaKind.IQ
        && ("get".equals(type) || "set".equals(type))
        && (frame.payloads().contains(RegistrationRules.QUERY)
            || frame.payloads().contains(RegistrationRules.PREAUTH))
        && policy.allowsNegotiation(state.connection(), state.header().host())
        && (to == null || Objects.equals(Jid.parse(to), Jid.parse(state.header().host())));
  }

  /** A registration iq came. */
  static StreamStep onRequest(Negotiating state, XmlElement iq) {
    XmlElement request = RegistrationRules.withoutSecrets(iq);
    boolean get = "get".equals(iq.attribute("type"));
    if (!state.domain().invites()) {
      // Section 3.1: a host without registration answers a get with service-unavailable.
      return refuse(
          state,
          request,
          StanzaError.of(
              get ? SERVICE_UNAVAILABLE : NOT_ALLOWED, "Registration is closed on this server."));
    }
    InviteToken invite = state.connection().invite();
    return switch (RegistrationRules.read(iq)) {
      case RegistrationCommand.Show(String token) -> {
        InviteToken shown = new InviteToken(token);
        yield StreamStep.of(
            new Registering(state, request, shown), new CheckInvite(state.header().host(), shown));
      }
      case RegistrationCommand.AskFields _ ->
          StreamStep.of(
              state, new Send(StreamText.stanza(Iq.result(request, RegistrationRules.fields()))));
      case RegistrationCommand.Invalid(StanzaError error) -> refuse(state, request, error);
      case RegistrationCommand.Submit _ when invite == null && !state.domain().registrationOpen() ->
          refuse(
              state,
              request,
              StanzaError.of(NOT_ALLOWED, "Registration is by invitation only on this server."));
      case RegistrationCommand.Submit submit ->
          state.connection().registered()
              ? refuse(
                  state,
                  request,
                  StanzaError.of(NOT_ACCEPTABLE, "This connection has registered an account."))
              : StreamStep.of(
                  new Registering(state, request, null),
                  new Register(
                      new Registration(
                          state.header().host(),
                          submit.username(),
                          submit.password(),
                          state.connection().address(),
                          invite)));
    };
  }

  /** Auth-service answered. */
  static StreamStep onAnswer(Registering state, RegistrationAnswer answer, StreamPolicy policy) {
    Negotiating before = state.before();
    return switch (answer) {
      case RegistrationAnswer.Registered _ ->
          StreamStep.of(
              new Negotiating(
                  before.connection().withRegistration(), before.header(), before.domain()),
              new Send(StreamText.stanza(Iq.result(state.request(), null))));
      case RegistrationAnswer.Invited _ ->
          StreamStep.of(
              new Negotiating(
                  before.connection().withInvite(Objects.requireNonNull(state.shown())),
                  before.header(),
                  before.domain()),
              new Send(StreamText.stanza(Iq.result(state.request(), null))));
      case RegistrationAnswer.Refused(StanzaError error) ->
          // Names could be guessed one by one: a refusal counts like a failed login.
          SaslTransitions.afterFailure(before, errorOf(state.request(), error), policy);
    };
  }

  private static StreamStep refuse(Negotiating state, XmlElement request, StanzaError error) {
    return StreamStep.of(state, errorOf(request, error));
  }

  private static Send errorOf(XmlElement request, StanzaError error) {
    XmlElement answer = Iq.error(request, error);
    return new Send(answer == null ? "" : StreamText.stanza(answer));
  }
}
