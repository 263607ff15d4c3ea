package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StanzaErrorCondition.BAD_REQUEST;
import static org.godwit.protocol.stanza.StreamErrorCondition.POLICY_VIOLATION;

import org.godwit.gateway.bind.BindRules;
import org.godwit.gateway.stream.StreamEffect.Close;
import org.godwit.gateway.stream.StreamEffect.EndDelivery;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;

/** The transitions of resource binding (RFC 6120, section 7). Pure. */
final class BindTransitions {
  private static final int REFUSALS_MAX = 10;

  private BindTransitions() {}

  /** Tells whether {@code frame} is a request to bind. */
  static boolean isBind(XmlFrame frame) {
    return StanzaReader.kindOf(frame.name()) == StanzaKind.IQ
        && "set".equals(frame.attribute("type"))
        && frame.payloads().contains(BindRules.BIND);
  }

  /** A request to bind came. */
  static StreamStep onRequest(Authenticated state, XmlElement iq) {
    String resource = BindRules.resource(iq);
    if (iq.attribute("id") == null || iq.elements().size() != 1) {
      return refuse(
          state, iq, StanzaError.of(BAD_REQUEST, "An iq needs an id and exactly one child."));
    }
    if (resource != null && state.account().withResource(resource) == null) {
      return refuse(state, iq, StanzaError.of(BAD_REQUEST, "The resource is not a valid one."));
    }
    String bindId = Integer.toString(state.binds());
    return StreamStep.of(
        new Binding(state, bindId, new BindWay.Iq(iq)),
        new RequestBind(state.header().id(), state.account(), resource, bindId));
  }

  /** The account's owner bound the stream. */
  static StreamStep onBound(Binding state, XmlElement request, StreamBound bound) {
    Jid jid = bound.boundJid();
    return StreamStep.of(
        new Bound(jid, state.before().header()),
        new Send(StreamText.stanza(Iq.result(request, BindRules.bound(jid)))),
        new OpenDelivery(jid));
  }

  /** The account's owner refused (RFC 6120, section 7.6.2): the client may try again. */
  static StreamStep onRefused(Binding state, XmlElement request, StreamBindRefused refused) {
    return refuse(state.before(), request, StanzaError.of(refused.condition(), refused.text()));
  }

  private static StreamStep refuse(Authenticated state, XmlElement iq, StanzaError error) {
    XmlElement answer = Iq.error(iq, error);
    return refused(state, answer == null ? "" : StreamText.stanza(answer));
  }

  /** A request to bind or to resume is refused with {@code text}: there is an end to that. */
  static StreamStep refused(Authenticated state, String text) {
    Authenticated next = state.forNextBind();
    if (next.binds() >= REFUSALS_MAX) {
      StreamError tooMany = StreamError.of(POLICY_VIOLATION, "Too many attempts have failed.");
      return StreamStep.of(
          new Closed(),
          new EndDelivery(state.header().id(), null, false),
          new Send(text + StreamText.errorAndEnd(tooMany)),
          new Close(true));
    }
    return StreamStep.of(next, new Send(text));
  }
}
