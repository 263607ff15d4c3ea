package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaErrorCondition;

/**
 * The end of a session (docs/stream-lifecycle.md, section 1): it is parting until nothing of it is
 * under way and what was kept for it alone has found another way. Pure.
 */
final class EndRules {

  private final AccountSettings settings;
  private final BacklogRules backlogs;

  EndRules(AccountSettings settings, BacklogRules backlogs) {
    this.settings = settings;
    this.backlogs = backlogs;
  }

  /** Ends a session whose gateway is asked to give back what it has. */
  Step ended(AccountState state, OnlineSession session) {
    Step step = session.isLive() ? Step.of(state, release(session)) : Step.nothing(state);
    return step.then(lost(step.state(), session));
  }

  /** Ends a session whose gateway is asked no more: it is gone, or was asked before. */
  Step lost(AccountState state, OnlineSession session) {
    if (session.isParting()) {
      return Step.nothing(state);
    }
    ResumeRequest request = session.attachment().request();
    Step step =
        request == null
            ? Step.nothing(state)
            : Step.of(
                state,
                refused(
                    request,
                    StanzaErrorCondition.ITEM_NOT_FOUND,
                    "The stream has ended.",
                    session.in()));
    boolean mayHaveRows = !state.mailbox().isEmpty();
    OnlineSession parting = session.with(session.attachment().toParting(mayHaveRows));
    step = step.then(Step.nothing(state.with(parting)));
    step = step.then(backlogs.abandon(step.state(), session.stream()));
    if (mayHaveRows) {
      step = step.then(Step.of(step.state(), new Effect.LoadKept(session.stream())));
    }
    return step.then(settled(step.state()));
  }

  /** What was on its way to the stream has come back. */
  Step released(AccountState state, OnlineSession parting) {
    AccountState next = state.with(parting.with(parting.attachment().toReleased()));
    return settled(next);
  }

  /** Forgets the parting sessions that nothing is waited for any more: by a record, always. */
  Step settled(AccountState state) {
    List<OnlineSession> rest = new ArrayList<>(state.sessions().size());
    List<EndedStream> ended = new ArrayList<>(state.ended());
    for (OnlineSession session : state.sessions()) {
      Attachment attachment = session.attachment();
      if (session.isParting() && attachment.released() && !attachment.unshared()) {
        ended.add(new EndedStream(session.stream(), session.in()));
      } else {
        rest.add(session);
      }
    }
    if (rest.size() == state.sessions().size()) {
      return Step.nothing(state);
    }
    while (ended.size() > settings.streams().endedMax()) {
      ended.removeFirst();
    }
    AccountState next = state.withSessions(rest).withEnded(ended);
    return next.isAwaitingReturns() ? Step.nothing(next) : backlogs.parted(next);
  }

  /** Finds another way for what was kept for a stream that has ended. */
  Step kept(AccountState state, StreamRef stream, List<OfflineRow> rows, Env env) {
    OnlineSession session = state.ofStream(stream);
    if (session == null || !session.attachment().unshared()) {
      return Step.nothing(state);
    }
    Step step = Step.nothing(state);
    for (OfflineRow row : rows) {
      step = step.then(shared(step.state(), session, row, env));
    }
    if (rows.size() >= settings.backlogBatch()) {
      return step.then(Step.of(step.state(), new Effect.LoadKept(stream)));
    }
    OnlineSession shared = session.with(session.attachment().toShared());
    AccountState next = step.state().with(shared);
    return step.then(
        session.attachment().released() ? Step.of(next, settle(shared)) : Step.nothing(next));
  }

  /**
   * Says in the log that nothing is waited for any more. What was read from the store is not in the
   * log: a new owner may have read it before it repeats what this one decided before that.
   */
  static Effect settle(OnlineSession session) {
    return new Effect.ToSelf(
        new StreamReleased(
            new StreamRef(LifecycleRules.NOBODY, session.stream().stream()),
            null,
            session.attachment().by()));
  }

  /** Asks again where the database did not answer. */
  static Step keptFailed(AccountState state, StreamRef stream) {
    return isUnshared(state, stream)
        ? Step.of(state, new Effect.RetryKeptLater(stream))
        : Step.nothing(state);
  }

  static Step retryKept(AccountState state, StreamRef stream) {
    return isUnshared(state, stream)
        ? Step.of(state, new Effect.LoadKept(stream))
        : Step.nothing(state);
  }

  private static boolean isUnshared(AccountState state, StreamRef stream) {
    OnlineSession session = state.ofStream(stream);
    return session != null && session.attachment().unshared();
  }

  /** Messages become anybody's, requests are refused, the rest is dropped. */
  private static Step shared(AccountState state, OnlineSession session, OfflineRow row, Env env) {
    if (StorageRules.isStorable(row.head()) && !isHadByOthers(state, session, row)) {
      // A row of the mailbox keeps its id; another takes that of the mailbox.
      OfflineRow anybodys = row.shared();
      AccountState next = state.withMailbox(state.mailbox().noted(anybodys));
      return row.id().index() == 0
          ? Step.of(next, new Effect.UnmarkOffline(row.id(), session.stream().stream()))
          : new Step(
              next,
              List.of(
                  new Effect.PersistOffline(anybodys), new Effect.DeleteOffline(row.id(), false)));
    }
    Step dropped =
        Step.of(
            state.withMailbox(state.mailbox().oneLess()),
            new Effect.DeleteOffline(row.id(), false));
    return row.head().type().isRequest()
        ? dropped.then(
            Answers.error(
                dropped.state(),
                StanzaInput.of(row),
                StanzaErrorCondition.SERVICE_UNAVAILABLE,
                env))
        : dropped;
  }

  /** A message to all who took messages is not given again to one of them. */
  private static boolean isHadByOthers(AccountState state, OnlineSession session, OfflineRow row) {
    if (row.id().index() == 0 || session.boundJid().equals(row.head().to())) {
      return false;
    }
    for (OnlineSession other : state.sessions()) {
      if (other.takesMessages() && other.presence().since() < row.id().offset()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Asks for what is under way, once it is durable that nothing follows. The record's key is the
   * account: a gateway that does not know the stream answers to it.
   */
  static Effect release(OnlineSession session) {
    return new Effect.AfterAll(
        new Effect.ToGateway(
            session.stream().gateway(),
            session.boundJid().bareText(),
            new StreamRelease(session.stream().stream(), session.attachment().by())));
  }

  static Effect refused(
      ResumeRequest request, StanzaErrorCondition condition, String text, long in) {
    StreamRef stream = request.stream();
    return new Effect.ToGateway(
        stream.gateway(),
        stream.stream(),
        new StreamResumeRefused(stream.stream(), request.bindId(), condition, text, in));
  }
}
