package org.godwit.session.account;

import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to a stanza's sender: to its stream where that is known, otherwise to its address.
 * Pure.
 */
final class Answers {

  private Answers() {}

  /** Returns the error that answers a stanza; nothing where none may be sent. */
  static List<Effect> error(
      @Nullable Origin origin, StanzaHead head, byte[] stanza, StanzaError error) {
    if (head.type().isError() || head.type() == StanzaType.RESULT) {
      return List.of();
    }
    XmlElement answer = Iq.error(StanzaTrees.parse(stanza), error);
    return answer == null ? List.of() : back(origin, head, errorType(head.type()), answer);
  }

  /** Returns the refusal with {@code condition}. */
  static List<Effect> error(
      @Nullable Origin origin, StanzaHead head, byte[] stanza, StanzaErrorCondition condition) {
    return error(origin, head, stanza, StanzaError.of(condition));
  }

  /** Returns what answers the iq {@code request}. */
  static List<Effect> reply(
      @Nullable Origin origin, StanzaHead head, XmlElement request, Reply reply) {
    return switch (reply) {
      case Reply.Result result ->
          back(origin, head, StanzaType.RESULT, Iq.result(request, result.payload()));
      case Reply.Failure failure -> {
        // XEP-0077, section 3.3: what was sent to be set may be a secret and is not sent back.
        XmlElement quoted = head.type() == StanzaType.SET ? withoutContent(request) : request;
        XmlElement error = Iq.error(quoted, failure.error());
        yield error == null ? List.of() : back(origin, head, StanzaType.IQ_ERROR, error);
      }
    };
  }

  private static XmlElement withoutContent(XmlElement request) {
    return new XmlElement(request.name(), request.attributes(), List.of());
  }

  private static List<Effect> back(
      @Nullable Origin origin, StanzaHead request, StanzaType type, XmlElement answer) {
    Jid sender = request.from();
    if (sender == null) {
      return List.of();
    }
    // A stanza without "to" is answered on behalf of the account (RFC 6120, section 10.3.3).
    Jid from = request.to() == null ? sender.bare() : request.to();
    StanzaHead head = new StanzaHead(type, request.id(), from, sender, 0);
    byte[] bytes = StanzaBytes.of(answer.toBuilder().attribute("from", from.toString()).build());
    if (origin == null) {
      return List.of(new Effect.ToAddress(sender, new Incoming(null, head, bytes)));
    }
    String stream = origin.stream().stream();
    return List.of(
        new Effect.ToGateway(
            origin.stream().gateway(), stream, new Deliver(List.of(stream), head, bytes, null)));
  }

  private static StanzaType errorType(StanzaType type) {
    return switch (type.kind()) {
      case MESSAGE -> StanzaType.MESSAGE_ERROR;
      case PRESENCE -> StanzaType.PRESENCE_ERROR;
      case IQ -> StanzaType.IQ_ERROR;
    };
  }
}
