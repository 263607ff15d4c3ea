package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StanzaErrorCondition.INTERNAL_SERVER_ERROR;
import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_ACCEPTABLE;
import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_AUTHORIZED;
import static org.godwit.protocol.stanza.StanzaErrorCondition.SERVICE_UNAVAILABLE;
import static org.godwit.protocol.stanza.StreamErrorCondition.POLICY_VIOLATION;

import java.util.Objects;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.stream.StreamEffect.Close;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.gateway.xep0078_iqauth.IqAuthRules;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.ExtensionErrorCode;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;

/** The transitions of jabber:iq:auth (XEP-0078, section 3.1). Pure. */
final class IqAuthTransitions {
  private static final String PLAIN = "PLAIN";

  private final StreamPolicy policy;
  private final SaslTransitions sasl;

  IqAuthTransitions(StreamPolicy policy, SaslTransitions sasl) {
    this.policy = policy;
    this.sasl = sasl;
  }

  /** Tells whether clients may log in this way: they show their password as with PLAIN. */
  boolean isOffered(Negotiating state) {
    return policy.iqAuth()
        && policy.allowsNegotiation(state.connection(), state.header().host())
        && sasl.mechanisms(state).contains(PLAIN);
  }

  /** Tells whether {@code frame} is a request to log in this way. */
  static boolean isFor(XmlFrame frame, Negotiating state) {
    String type = frame.attribute("type");
    String to = frame.attribute("to");
    return StanzaReader.kindOf(frame.name()) == StanzaKind.IQ
        && ("get".equals(type) || "set".equals(type))
        && frame.payloads().contains(IqAuthRules.QUERY)
        && (to == null || Objects.equals(Jid.parse(to), Jid.parse(state.header().host())));
  }

  /** A request came. */
  StreamStep onRequest(Negotiating state, XmlElement iq) {
    // The error must not show what was sent.
    XmlElement request = iq.toBuilder().without(IqAuthRules.NAMESPACE, "query").build();
    if (!isOffered(state)) {
      return answer(state, error(request, StanzaError.of(SERVICE_UNAVAILABLE)));
    }
    if (state.connection().saslFailed()) {
      StreamError error = StreamError.of(POLICY_VIOLATION, "SASL has failed on this stream.");
      return StreamStep.of(new Closed(), new Send(StreamText.errorAndEnd(error)), new Close(true));
    }
    if ("get".equals(iq.attribute("type"))) {
      return answer(state, StreamText.stanza(Iq.result(request, IqAuthRules.fields())));
    }
    IqAuthRules.Credentials credentials = IqAuthRules.read(iq);
    if (credentials == null) {
      return answer(
          state,
          error(
              request,
              StanzaError.of(NOT_ACCEPTABLE, "A name, a password and a resource are needed.")));
    }
    return sasl.relay(
        state,
        PLAIN,
        null,
        credentials.toPlain(),
        new LoginWay.IqAuth(request, credentials.resource()));
  }

  /** Auth-service answered. */
  StreamStep onAnswer(RelayingSasl state, LoginWay.IqAuth way, SaslAnswer answer) {
    Negotiating before = state.before();
    return switch (answer) {
      case SaslAnswer.Success success -> {
        Authenticated next = Authenticated.from(before, success.account());
        yield next.account().withResource(way.resource()) == null
            ? onFailure(before, way, StanzaError.of(NOT_ACCEPTABLE, "The resource is not valid."))
            : StreamStep.of(
                new Binding(next, "0", new BindWay.IqAuth(way.request())),
                new LiftLimits(),
                new RequestBind(next.header().id(), next.account(), way.resource(), "0"));
      }
      case SaslAnswer.Failure(String condition, String text, boolean throttled) -> {
        if (throttled) {
          XmlElement refusal =
              Iq.error(way.request(), ExtensionErrorCode.THROTTLED, before.header().lang());
          yield SaslTransitions.throttled(refusal == null ? "" : StreamText.stanza(refusal));
        }
        yield onFailure(
            before,
            way,
            condition.equals("temporary-auth-failure")
                ? StanzaError.of(INTERNAL_SERVER_ERROR, String.valueOf(text))
                : StanzaError.of(NOT_AUTHORIZED));
      }
      case SaslAnswer.Challenge _ -> onFailure(before, way, StanzaError.of(NOT_AUTHORIZED));
    };
  }

  private StreamStep onFailure(Negotiating before, LoginWay.IqAuth way, StanzaError error) {
    return SaslTransitions.afterFailure(before, new Send(error(way.request(), error)), policy);
  }

  /** The account's owner bound the stream: only now is the client logged in. */
  static StreamStep onBound(Binding state, XmlElement request, StreamBound bound) {
    Jid jid = bound.boundJid();
    return StreamStep.of(
        new Bound(jid, state.before().header()),
        new Send(StreamText.stanza(Iq.result(request, null))),
        new OpenDelivery(jid));
  }

  /** The account's owner refused; the client may bind in the way of RFC 6120. */
  static StreamStep onRefused(Binding state, XmlElement request, StreamBindRefused refused) {
    return BindTransitions.refused(
        state.before(), error(request, StanzaError.of(refused.condition(), refused.text())));
  }

  private static StreamStep answer(Negotiating state, String text) {
    return StreamStep.of(state, new Send(text));
  }

  private static String error(XmlElement request, StanzaError error) {
    XmlElement answer = Iq.error(request, error);
    return answer == null ? "" : StreamText.stanza(answer);
  }
}
