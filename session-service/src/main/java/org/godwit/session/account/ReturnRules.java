package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaTrait;
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
    if (session == null) {
      return isLate(state, m) ? Step.nothing(state) : anew(state, m, input(record, m, null), env);
    }
    long at = m.gatewayOffset();
    ManagedStream managed = session.managed();
    boolean known = managed != null && managed.isKnown(at);
    if (known || (at >= 0 && session.attachment().released())) {
      return known ? acknowledged(state, m, session) : Step.nothing(state);
    }
    StanzaInput input = input(record, m, session);
    if (!session.isKeeping()) {
      return lost(state, m, session, input, env);
    }
    if (managed != null && managed.returned().size() >= settings.streams().returnedMax()) {
      Step given =
          Step.of(state, new Effect.Count(Effect.Event.TOO_MANY_RETURNED))
              .then(ends.ended(state, session));
      Step rest = undelivered(given.state(), record, m, env);
      // A look-up stands alone, and all this is decided again after it.
      return rest.isLookup() ? rest : given.then(rest);
    }
    return kept(state, m, session, input, env);
  }

  /**
   * Tells whether this comes after the last word on the stream. All that was sent to it had come
   * back by then; what an owner has repeated after its predecessor's death may follow.
   */
  private static boolean isLate(AccountState state, Undelivered m) {
    if (m.gatewayOffset() < 0) {
      return false;
    }
    if (state.ofStreamId(m.stream().stream()) != null) {
      return true;
    }
    for (EndedStream ended : state.ended()) {
      if (ended.stream().stream().equals(m.stream().stream())) {
        return true;
      }
    }
    return false;
  }

  /** The client has it: a row that it came from is done. */
  private static Step acknowledged(AccountState state, Undelivered m, OnlineSession session) {
    OfflineReceipt receipt = m.receipt() == null ? null : OfflineReceipt.parse(m.receipt());
    ManagedStream managed = session.managed();
    if (receipt == null || managed == null || !managed.isAcknowledged(m)) {
      return Step.nothing(state);
    }
    AccountState less = state.withMailbox(state.mailbox().oneLess());
    return Step.of(
        less.with(session.with(managed.withDelivered(receipt.id()))),
        new Effect.DeleteOffline(receipt.id(), true));
  }

  /** Keeps it for the stream, whatever its kind: the client's count covers it. */
  private static Step kept(
      AccountState state, Undelivered m, OnlineSession session, StanzaInput input, Env env) {
    String stream = m.stream().stream();
    long at = m.gatewayOffset();
    OfflineRow placed = input.row(env.key(), stream);
    // What its owner or the edge said itself stands in no order with what others sent.
    OfflineRow row = m.source() == null ? placed.sourceless() : placed;
    OfflineReceipt receipt = m.receipt() == null ? null : OfflineReceipt.parse(m.receipt());
    OfflineId id = receipt == null ? row.id() : receipt.id();
    ManagedStream managed = session.managed();
    AccountState next = state;
    if (at >= 0 && managed != null) {
      ManagedStream noted = managed.withReturned(m, id);
      next = state.with(session.with(noted));
      if (noted.returned().size() == managed.returned().size()) {
        return Step.nothing(next);
      }
    }
    return receipt != null
        ? Step.of(next, new Effect.MarkOffline(id, stream))
        : Step.of(next.withStored(row), new Effect.PersistOffline(row));
  }

  /** It goes another way, once: a new owner may have sent it again, and that comes back, too. */
  private Step lost(
      AccountState state, Undelivered m, OnlineSession session, StanzaInput input, Env env) {
    ReturnedStanzas before = session.attachment().returned();
    long at = m.gatewayOffset();
    if (at < 0 || m.receipt() != null || before.size() >= settings.streams().returnedMax()) {
      return anew(state, m, input, env);
    }
    OfflineId id = input.row(env.key(), m.stream().stream()).id();
    ReturnedStanzas after = before.with(at, ReturnedStanzas.rowOf(id));
    if (after.size() == before.size()) {
      return Step.nothing(state);
    }
    OnlineSession noted = session.with(session.attachment().withReturned(after));
    return anew(state.with(noted), m, input, env);
  }

  private static StanzaInput input(
      InboundRecord record, Undelivered m, @Nullable OnlineSession session) {
    return new StanzaInput(record, null, m.head(), m.stanza(), returned(record, m, session));
  }

  /**
   * It goes where it would go without that stream. What may be stored is stored at its old place
   * and follows from there, so that it neither comes twice nor after what was sent later.
   */
  private Step anew(AccountState state, Undelivered m, StanzaInput input, Env env) {
    if (m.receipt() != null) {
      // The row is still there.
      return backlogs.abandon(state, m.stream());
    }
    StanzaHead head = m.head();
    if (head.has(StanzaTrait.COPY)) {
      // It was made for this stream alone; the message itself goes its own way.
      return Step.nothing(state);
    }
    if (head.kind() == StanzaKind.MESSAGE) {
      if (StorageRules.isStorable(head)) {
        return stanzas.store(state, input, env);
      }
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
