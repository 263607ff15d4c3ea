package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/**
 * What gateways tell of their streams (docs/stream-lifecycle.md, section 1). Pure.
 *
 * <pre>
 *   (none) --StreamBind--&gt; LIVE --StreamClosed----------------&gt; PARTING --released--&gt; (none)
 *                          |  ^                                    ^
 *          StreamDetached  |  | released and resume asked for      | resumption time is over
 *                          v  |                                    |
 *                        DETACHED ---------------------------------+
 * </pre>
 */
final class LifecycleRules {

  /** Stands for the gateway in what the owner says of a stream that nobody holds. */
  static final String NOBODY = "";

  private final BacklogRules backlogs;
  private final EndRules ends;
  private final ResumeRules resumes;

  LifecycleRules(BacklogRules backlogs, EndRules ends, ResumeRules resumes) {
    this.backlogs = backlogs;
    this.ends = ends;
    this.resumes = resumes;
  }

  Step enabled(AccountState state, StreamEnabled m) {
    OnlineSession session = state.ofStream(m.stream());
    if (session == null || !session.isLive() || session.managed() != null) {
      return Step.nothing(state);
    }
    ManagedStream managed = ManagedStream.enabled(m.resumable(), m.maxSeconds(), m.outOffset());
    return Step.nothing(state.with(session.with(managed)));
  }

  static Step progress(AccountState state, StreamProgress m) {
    OnlineSession session = state.ofStream(m.stream());
    return session == null ? Step.nothing(state) : counted(state, session, m.counts());
  }

  /** Takes counts; what came back although the client has it is deleted. */
  @SuppressWarnings("ReferenceEquality")
  private static Step counted(
      AccountState state, OnlineSession session, @Nullable StreamCounts counts) {
    OnlineSession next = session.counted(counts);
    if (next == session || next.managed() == null || session.managed() == null) {
      return Step.nothing(state);
    }
    int gone = session.managed().returned().size() - next.managed().returned().size();
    if (gone == 0) {
      return Step.nothing(state.with(next));
    }
    AccountState less = state.withMailbox(state.mailbox().less(gone)).with(next);
    List<Effect> effects = new ArrayList<>(gone);
    ResumeRules.deleted(effects, session.stream().stream(), session.managed().returned(), gone);
    return new Step(less, effects);
  }

  Step closed(AccountState state, StreamClosed m, long nowMs) {
    if (m.stream().gateway().equals(NOBODY)) {
      return overtime(state, m, nowMs);
    }
    OnlineSession session = state.ofStream(m.stream());
    return session == null ? Step.nothing(state) : ends.ended(state, session);
  }

  Step detached(AccountState state, StreamDetached m, long nowMs) {
    OnlineSession session = state.ofStream(m.stream());
    if (session == null) {
      return Step.nothing(state);
    }
    Step step = counted(state, session, m.counts());
    OnlineSession counted = step.state().ofStream(m.stream());
    if (counted == null || !counted.isLive()) {
      return step;
    }
    if (!counted.isKeeping()) {
      return step.then(ends.ended(step.state(), counted));
    }
    step = step.then(Step.of(step.state(), EndRules.release(counted)));
    return step.then(toDetached(step.state(), counted, nowMs));
  }

  /** XEP-0198, section 5: the session is maintained for a limited time. */
  Step toDetached(AccountState state, OnlineSession session, long nowMs) {
    ManagedStream managed = session.managed();
    OnlineSession next = session.with(session.attachment().toDetached(nowMs));
    StreamRef stream = session.stream();
    Step step =
        Step.of(
            state.with(next),
            new Effect.ResumptionTimer(stream, nowMs, managed == null ? 0 : managed.maxSeconds()));
    return step.then(backlogs.abandon(step.state(), stream));
  }

  Step released(AccountState state, StreamReleased m) {
    if (m.stream().gateway().equals(NOBODY)) {
      return ends.settled(state);
    }
    OnlineSession session = state.ofStream(m.stream());
    if (session == null || session.isLive() || !session.attachment().isMeantBy(m)) {
      // It was released before it was resumed at the same gateway.
      return Step.nothing(state);
    }
    Step step = counted(state, session, m.counts());
    return session.attachment().awaited() >= 0
        ? step
        : step.then(released(step.state(), m.stream()));
  }

  private Step released(AccountState state, StreamRef stream) {
    OnlineSession session = state.ofStream(stream);
    if (session == null || session.isLive() || session.attachment().released()) {
      return Step.nothing(state);
    }
    if (session.isParting()) {
      return ends.released(state, session);
    }
    OnlineSession free = session.with(session.attachment().toReleased());
    Step step = resumes.goOn(state.with(free), free);
    return step.state().isAwaitingReturns() ? step : step.then(backlogs.parted(step.state()));
  }

  /** No stream of an earlier start of the gateway exists any more. */
  Step gatewayStarted(AccountState state, GatewayStarted m, long nowMs) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      if (session.isOlder(m.gateway(), m.epoch()) && !session.attachment().released()) {
        OnlineSession awaiting = session.with(session.attachment().toAwaiting(m.epoch()));
        step = step.then(Step.nothing(step.state().with(awaiting)));
        step =
            step.then(
                !session.isLive()
                    ? Step.nothing(step.state())
                    : session.isKeeping()
                        ? toDetached(step.state(), awaiting, nowMs)
                        : ends.lost(step.state(), awaiting));
      }
    }
    return step.then(resumes.withdrawn(step.state(), m.gateway(), m.epoch()));
  }

  /** All that was under way to streams of an earlier start of the gateway has come back. */
  Step gatewayDrained(AccountState state, GatewayDrained m) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      if (session.isOlder(m.gateway(), m.epoch()) && session.attachment().awaited() <= m.epoch()) {
        step = step.then(released(step.state(), session.stream()));
      }
    }
    return step;
  }

  /** The time of a detached stream seems to be over: the log has the last word. */
  static Step resumptionOver(AccountState state, AccountInput.ResumptionOver over) {
    OnlineSession session = state.ofStream(over.stream());
    if (session == null
        || !session.isDetached()
        || session.attachment().sinceMs() != over.sinceMs()) {
      return Step.nothing(state);
    }
    StreamRef closed = new StreamRef(NOBODY, over.stream().stream());
    return Step.of(state, new Effect.ToSelf(new StreamClosed(closed, session.boundJid())));
  }

  /** XEP-0198, section 5: the stream can be resumed no longer, unless somebody has asked before. */
  private Step overtime(AccountState state, StreamClosed m, long nowMs) {
    OnlineSession session = state.ofStreamId(m.stream().stream());
    ManagedStream managed = session == null ? null : session.managed();
    if (session == null
        || managed == null
        || !session.isDetached()
        || session.attachment().request() != null) {
      return Step.nothing(state);
    }
    long sinceMs = session.attachment().sinceMs();
    return nowMs - sinceMs < managed.maxSeconds() * 1000L
        ? Step.of(
            state, new Effect.ResumptionTimer(session.stream(), sinceMs, managed.maxSeconds()))
        : ends.lost(state, session);
  }

  /**
   * Asks again for what is under way: the owner before may have died before it asked. Not at once,
   * because the answer may be in the log already, and the stream be resumed behind it.
   */
  static Step releaseAgain(AccountState state, StreamRef stream) {
    OnlineSession session = state.ofStream(stream);
    boolean waits =
        session != null
            && !session.isLive()
            && !session.attachment().released()
            && session.attachment().awaited() < 0;
    return session != null && waits
        ? Step.of(state, EndRules.release(session))
        : Step.nothing(state);
  }

  /** Goes on with what a new owner finds in the state. */
  Step restored(AccountState state) {
    Step step = backlogs.restored(state);
    for (OnlineSession session : state.sessions()) {
      if (!session.isLive()
          && !session.attachment().released()
          && session.attachment().awaited() < 0) {
        step = step.then(Step.of(step.state(), new Effect.ReleaseTimer(session.stream())));
      }
      if (session.isDetached() && session.managed() != null) {
        step =
            step.then(
                Step.of(
                    step.state(),
                    new Effect.ResumptionTimer(
                        session.stream(),
                        session.attachment().sinceMs(),
                        session.managed().maxSeconds())));
      } else if (session.isParting()
          && session.attachment().released()
          && !session.attachment().unshared()) {
        step = step.then(Step.of(step.state(), EndRules.settle(session)));
      } else if (session.attachment().unshared()) {
        step = step.then(Step.of(step.state(), new Effect.LoadKept(session.stream())));
      }
    }
    return step;
  }
}
