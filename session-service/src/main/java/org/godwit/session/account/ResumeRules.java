package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaErrorCondition;

/** Resumption at whichever gateway (XEP-0198, section 5; docs/stream-lifecycle.md). Pure. */
final class ResumeRules {

  /** Section 4: h is counted modulo 2^32. */
  private static final long COUNT_MASK = 0xffff_ffffL;

  private static final long HALF = COUNT_MASK >>> 1;

  private final BacklogRules backlogs;
  private final ProfileRules profiles;

  ResumeRules(BacklogRules backlogs, ProfileRules profiles) {
    this.backlogs = backlogs;
    this.profiles = profiles;
  }

  /**
   * Takes a request.
   *
   * @param nowMs when it was published, in milliseconds since 1970
   */
  Step resume(AccountState state, StreamResume m, long nowMs) {
    ResumeRequest request = new ResumeRequest(m.stream(), m.h(), m.bindId(), m.epoch());
    OnlineSession session = state.ofStreamId(m.previd());
    ManagedStream managed = session == null ? null : session.managed();
    if (session == null || managed == null || !session.isKeeping()) {
      long in = session == null ? remembered(state, m.previd()) : session.in();
      return Step.of(
          state,
          EndRules.refused(
              request,
              StanzaErrorCondition.ITEM_NOT_FOUND,
              "There is no such stream to resume.",
              in));
    }
    if (handled(managed, request) > HALF) {
      return Step.of(state, refusedCount(request));
    }
    Step step = Step.nothing(state);
    Attachment attachment = session.attachment();
    ResumeRequest older = attachment.request();
    if (older != null && !older.stream().equals(request.stream())) {
      step =
          Step.of(
              state,
              EndRules.refused(
                  older,
                  StanzaErrorCondition.CONFLICT,
                  "Another stream has asked to resume this one.",
                  -1));
    }
    OnlineSession asked = session.with(attachment.withRequest(request));
    if (session.isLive()) {
      return step.then(takenOver(step.state(), asked, nowMs));
    }
    AccountState next = step.state().with(asked);
    return step.then(attachment.released() ? goOn(next, asked) : Step.nothing(next));
  }

  /** Section 5: the old stream is closed with a conflict, which its gateway does. */
  private Step takenOver(AccountState state, OnlineSession asked, long nowMs) {
    OnlineSession detached = asked.with(asked.attachment().toDetached(nowMs));
    Step step =
        new Step(state.with(detached), List.of(EndRules.release(detached), timer(detached)));
    return step.then(backlogs.abandon(step.state(), detached.stream()));
  }

  /** Resumes a released session where a stream has asked for it. */
  Step goOn(AccountState state, OnlineSession session) {
    ResumeRequest request = session.attachment().request();
    ManagedStream managed = session.managed();
    if (request == null || managed == null) {
      return Step.nothing(state);
    }
    long handled = handled(managed, request);
    if (handled > managed.returned().size()) {
      OnlineSession stays = session.with(session.attachment().withRequest(null));
      return new Step(state.with(stays), List.of(refusedCount(request), timer(stays)));
    }
    return resumed(state, session, managed, (int) handled);
  }

  private Step resumed(
      AccountState state, OnlineSession session, ManagedStream managed, int handled) {
    ResumeRequest request = session.attachment().request();
    if (request == null) {
      return Step.nothing(state);
    }
    String id = session.stream().stream();
    StreamRef stream = new StreamRef(request.stream().gateway(), id);
    StreamCounts counts = managed.counts();
    long out = counts.out() + handled;
    ManagedStream moved = managed.resumed(session.stream().gateway(), stream.gateway(), out);
    OnlineSession next =
        new OnlineSession(
            stream,
            session.boundJid(),
            session.presence(),
            profiles.profile(state, session, session.stream().stream()),
            Attachment.live(request.epoch(), request.stream().stream()),
            moved,
            session.exposure(),
            session.flags());
    List<Effect> effects = new ArrayList<>(handled + 2);
    AccountState rest = state;
    if (handled > 0) {
      deleted(effects, id, managed.returned(), handled);
      rest = rest.withMailbox(rest.mailbox().less(handled));
    }
    effects.add(
        new Effect.ToGateway(
            stream.gateway(),
            request.stream().stream(),
            new StreamResumed(
                request.stream().stream(),
                request.bindId(),
                id,
                session.boundJid(),
                counts.in(),
                out,
                next.profile())));
    Step step = new Step(rest.replaced(session.stream(), next), effects);
    return step.then(backlogs.resumed(step.state(), stream));
  }

  /** Adds that the first {@code count} of what came back are deleted: the client has them. */
  static void deleted(List<Effect> effects, String stream, ReturnedStanzas returned, int count) {
    for (int i = 0; i < count; i++) {
      effects.add(new Effect.DeleteKept(stream, returned.sourceOf(i), returned.indexOf(i)));
    }
  }

  /** Forgets requests of streams that a gateway has lost. */
  Step withdrawn(AccountState state, String gateway, long epoch) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      ResumeRequest request = session.attachment().request();
      if (request != null
          && request.stream().gateway().equals(gateway)
          && request.epoch() < epoch) {
        OnlineSession next = session.with(session.attachment().withRequest(null));
        step = step.then(Step.of(step.state().with(next), timer(next)));
      }
    }
    return step;
  }

  private static Effect timer(OnlineSession session) {
    return new Effect.ResumptionTimer(
        session.stream(),
        session.attachment().sinceMs(),
        session.managed() == null ? 0 : session.managed().maxSeconds());
  }

  /** Returns how many more the client has handled than were known to be; more than half is less. */
  private static long handled(ManagedStream managed, ResumeRequest request) {
    return (request.h() - managed.counts().out()) & COUNT_MASK;
  }

  private static Effect refusedCount(ResumeRequest request) {
    return EndRules.refused(
        request,
        StanzaErrorCondition.BAD_REQUEST,
        "The stream was not sent that many stanzas, or fewer than were acknowledged are claimed.",
        -1);
  }

  private static long remembered(AccountState state, String streamId) {
    for (EndedStream ended : state.ended()) {
      if (ended.stream().stream().equals(streamId)) {
        return ended.in();
      }
    }
    return -1;
  }
}
