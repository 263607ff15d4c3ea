package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to a stanza's sender (docs/stream-lifecycle.md, section 3): to a stream of this
 * account only where it is live, for one that is detached into the store, and to all others through
 * the owner of their account, so that nothing is left in the topic of a gateway that has died.
 * Pure.
 */
final class Answers {

  private static final StanzaError LOST =
      StanzaError.of(
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The connection was lost before the answer; ask again.");

  private Answers() {}

  /** Returns the error that answers a stanza; nothing where none may be sent. */
  static Step error(AccountState state, StanzaInput input, StanzaError error, Env env) {
    StanzaType type = input.head().type();
    if (type.isError() || type == StanzaType.RESULT) {
      return Step.nothing(state);
    }
    XmlElement answer = Iq.error(StanzaTrees.parse(input.stanza()), error);
    return answer == null
        ? Step.nothing(state)
        : new Back(state, input, input.source(), env).of(errorType(type), answer);
  }

  /** Returns the refusal with {@code condition}. */
  static Step error(
      AccountState state, StanzaInput input, StanzaErrorCondition condition, Env env) {
    return error(state, input, StanzaError.of(condition), env);
  }

  /** Returns what answers an iq request that the modules have handled. */
  static Step reply(AccountState state, AccountInput.Answered answered, Env env) {
    StanzaInput asked = answered.asked();
    XmlElement request = answered.request();
    Back back = new Back(state, asked, null, env);
    return switch (answered.reply()) {
      case Reply.Result result ->
          outgoing(state, result.stanzas())
              .then(back.of(StanzaType.RESULT, Iq.result(request, result.payload())));
      case Reply.Page page -> back.after(page.messages(), Iq.result(request, page.payload()));
      case Reply.Failure failure -> {
        // XEP-0077, section 3.3: what was sent to be set may be a secret and is not sent back.
        boolean secret = asked.head().type() == StanzaType.SET;
        XmlElement error = Iq.error(secret ? withoutContent(request) : request, failure.error());
        yield error == null ? Step.nothing(state) : back.of(StanzaType.IQ_ERROR, error);
      }
    };
  }

  /** Sends a stanza of the server to whom {@code input} is from. */
  static Step toSender(
      AccountState state, StanzaInput input, StanzaHead head, byte[] stanza, Env env) {
    return new Back(state, input, null, env).toSender(head, stanza);
  }

  /** What an answer brings about goes to its addressees' owners before the answer does. */
  private static Step outgoing(AccountState state, List<OutgoingStanza> stanzas) {
    List<Effect> effects = new ArrayList<>(stanzas.size());
    for (OutgoingStanza each : stanzas) {
      Jid to = each.head().to();
      if (to != null) {
        byte[] bytes = StanzaBytes.of(each.stanza());
        effects.add(new Effect.ToAddress(to, new Incoming(null, each.head(), bytes)));
      }
    }
    return effects.isEmpty() ? Step.nothing(state) : new Step(state, effects);
  }

  private static XmlElement withoutContent(XmlElement request) {
    return new XmlElement(request.name(), request.attributes(), List.of());
  }

  /**
   * The way back.
   *
   * @param source what a delivery tells of where it came from; null where time has passed since
   */
  private record Back(AccountState state, StanzaInput asked, @Nullable Source source, Env env) {

    Step of(StanzaType type, XmlElement answer) {
      StanzaHead request = asked.head();
      Jid sender = request.from();
      if (sender == null) {
        return Step.nothing(state);
      }
      // A stanza without "to" is answered on behalf of the account (RFC 6120, section 10.3.3).
      Jid from = request.to() == null ? sender.bare() : request.to();
      StanzaHead head = new StanzaHead(type, request.id(), from, sender, 0);
      byte[] bytes = StanzaBytes.of(answer.toBuilder().attribute("from", from.toString()).build());
      return toSender(head, bytes);
    }

    Step toSender(StanzaHead head, byte[] bytes) {
      Jid sender = asked.head().from();
      if (sender == null) {
        return Step.nothing(state);
      }
      if (!sender.bare().equals(env.account())) {
        return Step.of(state, new Effect.ToAddress(sender, new Incoming(null, head, bytes)));
      }
      OnlineSession session =
          asked.origin() == null
              ? state.ofAddress(sender)
              : state.ofStreamId(asked.origin().stream().stream());
      return session == null ? Step.nothing(state) : toOwn(session, head, bytes);
    }

    /** Sends messages to the account's own stream that has asked, and then the answer. */
    Step after(List<byte[]> messages, XmlElement answer) {
      OnlineSession session =
          asked.origin() == null ? null : state.ofStreamId(asked.origin().stream().stream());
      if (session == null || session.isParting()) {
        return Step.nothing(state);
      }
      if (session.isDetached() && !messages.isEmpty()) {
        // One row is kept of a record, and a client asks again after it has come back.
        XmlElement error = Iq.error(StanzaTrees.parse(asked.stanza()), LOST);
        return error == null ? Step.nothing(state) : of(StanzaType.IQ_ERROR, error);
      }
      StanzaHead head =
          new StanzaHead(
              StanzaType.NORMAL,
              null,
              env.account(),
              session.boundJid(),
              StanzaTrait.COPY.bit() | StanzaTrait.OTHER_PAYLOAD.bit());
      List<Effect> effects = new ArrayList<>(messages.size());
      for (byte[] message : messages) {
        effects.add(Deliveries.one(session, head, message, null));
      }
      return new Step(state, effects).then(of(StanzaType.RESULT, answer));
    }

    private Step toOwn(OnlineSession session, StanzaHead head, byte[] bytes) {
      return switch (session.attachment().phase()) {
        case LIVE -> Step.of(state, Deliveries.one(session, head, bytes, source));
        case DETACHED -> {
          OfflineRow row = asked.row(env.key(), session.stream().stream(), head, bytes);
          yield Step.of(state.withStored(row), new Effect.PersistOffline(row));
        }
        case PARTING -> Step.nothing(state);
      };
    }
  }

  private static StanzaType errorType(StanzaType type) {
    return switch (type.kind()) {
      case MESSAGE -> StanzaType.MESSAGE_ERROR;
      case PRESENCE -> StanzaType.PRESENCE_ERROR;
      case IQ -> StanzaType.IQ_ERROR;
    };
  }
}
