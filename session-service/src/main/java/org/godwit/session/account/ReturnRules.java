package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/**
 * What gateways could not hand to a stream (docs/stream-lifecycle.md, section 3): it is kept for a
 * stream that may be resumed, and goes another way otherwise. Pure.
 */
final class ReturnRules {

  private final AccountSettings settings;
  private final StanzaRules stanzas;
  private final BacklogRules backlogs;
  private final EndRules ends;

  ReturnRules(AccountSettings settings, StanzaRules stanzas, BacklogRules backlogs, EndRules ends) {
    this.settings = settings;
    this.stanzas = stanzas;
    this.backlogs = backlogs;
    this.ends = ends;
  }

  Step undelivered(AccountState state, InboundRecord record, Undelivered m, Env env) {
    OnlineSession session = state.ofStream(m.stream());
    if (session == null ? isSettledBefore(state, m) : session.isSettled(m.gatewayOffset())) {
      return Step.nothing(state);
    }
    if (session == null) {
      return anew(state, record, m, null, env);
    }
    if (!session.isKeeping()) {
      AccountState noted =
          state.with(session.with(session.attachment().withReturned(m.gatewayOffset())));
      return anew(noted, record, m, session, env);
    }
    ManagedStream managed = session.managed();
    if (managed != null && managed.returned().size() >= settings.streams().returnedMax()) {
      Step given =
          Step.of(state, new Effect.Count(Effect.Event.TOO_MANY_RETURNED))
              .then(ends.ended(state, session));
      return given.then(undelivered(given.state(), record, m, env));
    }
    return kept(state, record, m, session, env);
  }

  /** Tells whether a stream that has left the gateway, or ended, was done with this one. */
  private static boolean isSettledBefore(AccountState state, Undelivered m) {
    if (m.gatewayOffset() < 0) {
      return false;
    }
    OnlineSession moved = state.ofStreamId(m.stream().stream());
    if (moved != null && moved.managed() != null) {
      return m.gatewayOffset() <= moved.managed().floorIn(m.stream().gateway());
    }
    for (EndedStream ended : state.ended()) {
      if (ended.stream().equals(m.stream())) {
        return m.gatewayOffset() <= ended.returnedUpTo();
      }
    }
    return false;
  }

  /** Keeps it for the stream, whatever its kind: the client's count covers it. */
  private static Step kept(
      AccountState state, InboundRecord record, Undelivered m, OnlineSession session, Env env) {
    OnlineSession noted = session;
    long at = m.gatewayOffset();
    if (at >= 0 && session.managed() != null) {
      noted =
          session
              .with(session.managed().withReturned(at))
              .with(session.attachment().withReturned(at));
    }
    AccountState next = state.with(noted);
    String stream = m.stream().stream();
    OfflineReceipt receipt = m.receipt() == null ? null : OfflineReceipt.parse(m.receipt());
    if (receipt != null) {
      return Step.of(next, new Effect.MarkOffline(receipt.id(), stream, at));
    }
    StanzaInput input =
        new StanzaInput(record, null, m.head(), m.stanza(), returned(record, m, session));
    OfflineRow row = input.row(env.key(), stream, at, m.head(), m.stanza());
    return Step.of(next.withStored(row), new Effect.PersistOffline(row));
  }

  /** It goes where it would go without that stream, at its old place. */
  private Step anew(
      AccountState state,
      InboundRecord record,
      Undelivered m,
      @Nullable OnlineSession session,
      Env env) {
    if (m.receipt() != null) {
      // The row is still there.
      return backlogs.abandon(state, m.stream());
    }
    StanzaHead head = m.head();
    StanzaInput input =
        new StanzaInput(record, null, head, m.stanza(), returned(record, m, session));
    if (head.kind() == StanzaKind.MESSAGE) {
      boolean again =
          head.type() != StanzaType.GROUPCHAT && head.type() != StanzaType.MESSAGE_ERROR;
      return again ? stanzas.deliver(state, input, env) : Step.nothing(state);
    }
    return head.type().isRequest()
        ? Answers.error(state, input, StanzaErrorCondition.SERVICE_UNAVAILABLE, env)
        : Step.nothing(state);
  }

  private static StanzaInput.Returned returned(
      InboundRecord record, Undelivered m, @Nullable OnlineSession session) {
    Source source = m.source();
    Source place =
        source == null
            ? new Source(record.offset(), record.timestampMs(), true)
            : new Source(source.offset(), source.timestampMs(), true);
    Jid to = m.head().to();
    boolean several =
        source != null
            && (to == null || to.isBare() || (session != null && !session.boundJid().equals(to)));
    return new StanzaInput.Returned(m.stream(), place, several);
  }
}
