package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** Resource binding (RFC 6120, section 7) and the end of streams. Pure. */
final class BindRules {

  private final AccountSettings settings;
  private final BacklogRules backlogs;

  BindRules(AccountSettings settings, BacklogRules backlogs) {
    this.settings = settings;
    this.backlogs = backlogs;
  }

  Step bind(AccountState state, StreamBind bind, long offset, Env env) {
    OnlineSession same = state.ofStream(bind.stream());
    if (same != null) {
      return Step.of(state, bound(bind, same.boundJid()));
    }
    if (offset <= state.appliedOffset()) {
      // A replay of a bind that later records have undone: it must not drive out its successor.
      return Step.nothing(state);
    }
    String resource = bind.resource() == null ? env.resources().next() : bind.resource();
    Jid boundJid = env.account().withResource(resource);
    if (boundJid == null) {
      // RFC 6120, section 7.7.2.1.
      return refused(
          state, bind, StanzaErrorCondition.BAD_REQUEST, "The resource is not a valid one.");
    }
    OnlineSession old = state.ofResource(boundJid.resource());
    if (old == null && state.sessions().size() >= settings.resourcesMax()) {
      // RFC 6120, section 7.6.2.1.
      return refused(
          state,
          bind,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The account has reached its limit of connected resources.");
    }
    Step step = old == null ? Step.nothing(state) : replaced(state, old, offset);
    AccountState next = step.state().with(OnlineSession.bound(bind.stream(), boundJid), offset);
    return step.then(Step.of(next, bound(bind, boundJid)));
  }

  /** RFC 6120, section 7.7.2.2, second choice: the new stream wins. */
  private Step replaced(AccountState state, OnlineSession old, long offset) {
    Step closed =
        Step.of(
            state,
            close(
                old.stream(),
                StreamErrorCondition.CONFLICT,
                "Another stream has bound this resource."));
    return closed.then(ended(state, old.stream(), offset));
  }

  /** Forgets a stream that has ended; a stream that is not bound here changes nothing. */
  Step ended(AccountState state, StreamRef stream, long offset) {
    return state.ofStream(stream) == null
        ? Step.nothing(state)
        : backlogs.abandon(state.without(stream, offset), stream);
  }

  Step gatewayStarted(AccountState state, GatewayStarted started, long offset) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      StreamRef stream = session.stream();
      if (stream.gateway().equals(started.gateway()) && isOlder(stream, started.epoch())) {
        step = step.then(ended(step.state(), stream, offset));
      }
    }
    return step;
  }

  /** Ends all streams of an account that was removed (XEP-0077, section 3.2). */
  Step removed(AccountState state) {
    List<Effect> effects = new ArrayList<>();
    for (OnlineSession session : state.sessions()) {
      effects.add(
          close(session.stream(), StreamErrorCondition.NOT_AUTHORIZED, "The account was removed."));
    }
    effects.add(new Effect.DeleteMailbox());
    return new Step(new AccountState(List.of(), Mailbox.UNKNOWN, state.appliedOffset()), effects);
  }

  private static boolean isOlder(StreamRef stream, long epoch) {
    int dash = stream.stream().indexOf('-');
    if (dash <= 0) {
      return true;
    }
    try {
      return Long.parseLong(stream.stream(), 0, dash, 36) < epoch;
    } catch (NumberFormatException e) {
      // Not an id of any gateway that this gateway can still be.
      return true;
    }
  }

  private static Effect bound(StreamBind bind, Jid boundJid) {
    StreamRef stream = bind.stream();
    return new Effect.ToGateway(
        stream.gateway(),
        stream.stream(),
        new StreamBound(stream.stream(), bind.bindId(), boundJid));
  }

  private static Step refused(
      AccountState state, StreamBind bind, StanzaErrorCondition condition, String text) {
    StreamRef stream = bind.stream();
    return Step.of(
        state,
        new Effect.ToGateway(
            stream.gateway(),
            stream.stream(),
            new StreamBindRefused(stream.stream(), bind.bindId(), condition, text)));
  }

  private static Effect close(StreamRef stream, StreamErrorCondition condition, String text) {
    return new Effect.ToGateway(
        stream.gateway(), stream.stream(), new StreamClose(stream.stream(), condition, text));
  }
}
