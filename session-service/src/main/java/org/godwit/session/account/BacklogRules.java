package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.session.account.Backlog.Hold;
import org.godwit.session.account.Backlog.Phase;
import org.godwit.session.account.Backlog.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Delivers stored stanzas in order, batch by batch: what is anybody's to the first resource that
 * can take it (XEP-0160, section 2), what was kept for a stream to that stream once it is resumed
 * (XEP-0198, section 5). {@link Backlog} draws the phases. Pure.
 */
final class BacklogRules {

  private final AccountSettings settings;

  BacklogRules(AccountSettings settings) {
    this.settings = settings;
  }

  /** Begins where {@code stream} may have messages waiting and nobody else is getting them. */
  Step begin(AccountState state, StreamRef stream) {
    if (!takesMessages(state, stream) || state.isSelectingOffline()) {
      return Step.nothing(state);
    }
    if (state.mailbox().sharedBacklog() != null) {
      return Step.nothing(state);
    }
    Backlog own = state.backlogOf(stream);
    // What is anybody's may be older than what was kept for it: both come in one order.
    return own == null
        ? start(state, stream, true)
        : Step.nothing(state.withBacklog(own.widened()));
  }

  /**
   * Begins with a resource that takes messages from now on. Where another gets what is anybody's,
   * it looks for its own all the same: it holds back in any case, whether or not another owner, who
   * decides this again, finds the other still busy.
   */
  Step available(AccountState state, StreamRef stream) {
    Step step = begin(state, stream);
    return step.state().backlogOf(stream) == null && takesMessages(step.state(), stream)
        ? step.then(start(step.state(), stream, false))
        : step;
  }

  /** Begins with the first resource that can take messages, other than {@code dead}. */
  Step beginAnywhere(AccountState state, @Nullable StreamRef dead) {
    OnlineSession first = firstTaking(state, dead);
    return first == null ? Step.nothing(state) : begin(state, first.stream());
  }

  /** Begins with a stream that was resumed: it gets what was kept for it, whatever its presence. */
  Step resumed(AccountState state, StreamRef stream) {
    boolean shared =
        takesMessages(state, stream)
            && state.mailbox().sharedBacklog() == null
            && !state.isSelectingOffline();
    return start(state, stream, shared);
  }

  private Step start(AccountState state, StreamRef stream, boolean shared) {
    if (state.isAwaitingReturns()) {
      Backlog held = Backlog.of(stream, Phase.HELD, shared).with(Hold.ARMED);
      return Step.of(state.withBacklog(held), new Effect.HoldTimer(stream));
    }
    return load(state, Backlog.of(stream, Phase.LOADING, shared));
  }

  /** Holds back what comes for some resource, because a stream is parting; null for none. */
  @Nullable Step holdAnywhere(AccountState state, @Nullable StreamRef dead) {
    Backlog shared = state.mailbox().sharedBacklog();
    if (shared != null) {
      return shared.holdsBack() ? Step.nothing(state) : null;
    }
    OnlineSession first = firstTaking(state, dead);
    return first == null || state.backlogOf(first.stream()) != null || state.isSelectingOffline()
        ? null
        : start(state, first.stream(), true);
  }

  /** All that was sent to streams that are gone has come back: those who waited for it begin. */
  Step parted(AccountState state) {
    Step step = Step.nothing(state);
    for (Backlog backlog : state.mailbox().backlogs()) {
      if (backlog.phase() == Phase.HELD) {
        step = step.then(load(step.state(), backlog));
      }
    }
    return state.mailbox().isEmpty() ? step : step.then(beginAnywhere(step.state(), null));
  }

  /** The stream is gone or did not take its messages: another resource gets what remains. */
  Step abandon(AccountState state, StreamRef dead) {
    Backlog backlog = state.backlogOf(dead);
    if (backlog == null) {
      return Step.nothing(state);
    }
    AccountState rest = state.withoutBacklog(dead);
    return backlog.shared() ? beginAnywhere(rest, dead) : Step.nothing(rest);
  }

  /**
   * Sends what was read.
   *
   * <p>A row of a record that is still to be handled was stored by an owner before: this one must
   * come to the same decision when it repeats the record, so it goes on holding back until then.
   * Where older rows than those that were read are to be sent, it reads anew.
   */
  Step loaded(AccountState state, AccountInput.Loaded loaded, Env env) {
    StreamRef stream = loaded.stream();
    Backlog backlog = state.backlogOf(stream);
    if (backlog == null || backlog.phase() != Phase.LOADING) {
      return Step.nothing(state);
    }
    OnlineSession session = state.ofStream(stream);
    if (session == null || !session.isLive()) {
      return abandon(state, stream);
    }
    if (backlog.shared() && !session.takesMessages()) {
      // What is anybody's is not for it any more; what was kept for it is.
      if (!session.isKeeping()) {
        return abandon(state, stream);
      }
      Step own = load(state.withoutBacklog(stream), Backlog.of(stream, Phase.LOADING, false));
      return own.then(beginAnywhere(own.state(), stream));
    }
    if (backlog.progress().behind()) {
      return load(state, backlog);
    }
    List<OfflineRow> rows = loaded.rows();
    int known = 0;
    while (known < rows.size() && rows.get(known).id().offset() <= loaded.handled()) {
      known++;
    }
    if (known == 0 && !rows.isEmpty()) {
      return later(state, backlog);
    }
    boolean full = rows.size() >= settings.backlogBatch() || known < rows.size();
    Step expired = AmpRules.expired(state, rows.subList(0, known), loaded.nowMs(), env);
    List<OfflineRow> fresh = AmpRules.fresh(rows.subList(0, known), loaded.nowMs());
    OfflineId last = known == 0 ? backlog.last() : rows.get(known - 1).id();
    return expired.then(new Batch(expired.state(), backlog, fresh, full, last).step(env));
  }

  /** Rows that were read, on their way to a stream. */
  private final class Batch {
    private final AccountState state;
    private final Backlog backlog;
    private final List<OfflineRow> mine;
    private final Progress progress;
    private final boolean more;

    Batch(
        AccountState state,
        Backlog backlog,
        List<OfflineRow> rows,
        boolean full,
        @Nullable OfflineId last) {
      this.state = state;
      this.backlog = backlog;
      this.mine = new ArrayList<>(rows.size());
      for (OfflineRow row : rows) {
        if (backlog.takes(row) || isOrphan(row)) {
          mine.add(row);
        }
      }
      List<OfflineId> ids = mine.stream().map(OfflineRow::id).toList();
      this.progress = backlog.progress().read(ids, rows.size() - mine.size(), last);
      this.more = full || progress.dirty();
    }

    /** A row for one stream of which nothing is known any more is anybody's. */
    private boolean isOrphan(OfflineRow row) {
      return backlog.shared() && row.stream() != null && state.ofStreamId(row.stream()) == null;
    }

    Step step(Env env) {
      Hold hold = backlog.hold() == Hold.LIFTED ? Hold.LIFTED : Hold.NONE;
      Backlog next = backlog.with(hold).with(progress);
      List<Effect> effects = new ArrayList<>(mine.size() + 1);
      for (OfflineRow row : mine) {
        effects.add(send(backlog.stream(), row, env));
      }
      if (more) {
        return mine.isEmpty()
            ? load(state, next)
            : new Step(state.withBacklog(next.to(Phase.SENDING)), effects);
      }
      Mailbox mailbox = state.mailbox();
      // What was delivered before this batch is deleted: the load waited for that.
      boolean counted = backlog.shared() && !progress.behind();
      AccountState rest =
          (counted
                  ? state.withMailbox(
                      mailbox.withStored(progress.underWay().size() + progress.others(), true))
                  : state)
              .withBacklog(next.to(Phase.DRAINING));
      return new Step(rest, effects).then(drained(rest, next.to(Phase.DRAINING)));
    }
  }

  /** Ends a delivery of which nothing is under way any more. */
  private Step drained(AccountState state, Backlog backlog) {
    if (backlog.phase() != Phase.DRAINING || !backlog.progress().underWay().isEmpty()) {
      return Step.nothing(state);
    }
    AccountState rest = state.withoutBacklog(backlog.stream());
    if (backlog.progress().behind()) {
      return start(rest, backlog.stream(), backlog.shared());
    }
    if (backlog.dirty() && takesMessages(rest, backlog.stream())) {
      return load(rest, backlog.with(backlog.progress().clean()));
    }
    return backlog.shared() && !backlog.dirty() ? Step.nothing(rest) : beginAnywhere(rest, null);
  }

  /** The database is away: what waits is sent later, and new messages wait behind it a while. */
  Step loadFailed(AccountState state, StreamRef stream) {
    Backlog backlog = state.backlogOf(stream);
    if (backlog == null || backlog.phase() != Phase.LOADING) {
      return Step.nothing(state);
    }
    return later(state, backlog);
  }

  private static Step later(AccountState state, Backlog backlog) {
    StreamRef stream = backlog.stream();
    Effect retry = new Effect.RetryLater(stream);
    Backlog waiting = backlog.to(Phase.WAITING);
    return backlog.hold() != Hold.NONE
        ? Step.of(state.withBacklog(waiting), retry)
        : new Step(
            state.withBacklog(waiting.with(Hold.ARMED)),
            List.of(retry, new Effect.HoldTimer(stream)));
  }

  Step retry(AccountState state, StreamRef stream) {
    Backlog backlog = state.backlogOf(stream);
    if (backlog == null || backlog.phase() != Phase.WAITING) {
      return Step.nothing(state);
    }
    return load(state, backlog);
  }

  /** New messages have waited for long enough. */
  Step holdOver(AccountState state, StreamRef stream) {
    Backlog backlog = state.backlogOf(stream);
    if (backlog == null || backlog.hold() != Hold.ARMED) {
      return Step.nothing(state);
    }
    Step counted = Step.of(state, new Effect.Count(Effect.Event.HOLD_OVER));
    return counted.then(
        backlog.phase() == Phase.HELD
            ? load(state, backlog.with(Hold.NONE))
            : Step.nothing(state.withBacklog(backlog.with(Hold.OPEN))));
  }

  Step delivered(AccountState state, Delivered delivered) {
    OfflineReceipt receipt = OfflineReceipt.parse(delivered.receipt());
    if (receipt == null) {
      return Step.nothing(state);
    }
    AccountState rest = noted(state, delivered, receipt);
    Step deleted = Step.of(rest, new Effect.DeleteOffline(receipt.id(), true));
    Backlog backlog = rest.backlogOf(delivered.stream());
    if (backlog == null) {
      return deleted;
    }
    Progress progress = backlog.progress().delivered(receipt.id());
    Backlog less = backlog.with(progress);
    AccountState next = rest.withBacklog(less);
    if (less.phase() == Phase.SENDING && progress.underWay().isEmpty()) {
      return deleted.then(load(next, less));
    }
    return deleted.then(drained(next, less));
  }

  private static AccountState noted(
      AccountState state, Delivered delivered, OfflineReceipt receipt) {
    AccountState less = state.withMailbox(state.mailbox().oneLess());
    OnlineSession session = state.ofStreamId(delivered.stream().stream());
    ManagedStream managed = session == null ? null : session.managed();
    return session == null || managed == null
        ? less
        : less.with(session.with(managed.withDelivered(receipt.id())));
  }

  /** Begins anew with what a new owner finds in the state; gateways know what they have had. */
  Step restored(AccountState state) {
    Step step = Step.nothing(state);
    for (Backlog backlog : state.mailbox().backlogs()) {
      AccountState rest = step.state().withoutBacklog(backlog.stream());
      Backlog anew = Backlog.of(backlog.stream(), Phase.LOADING, backlog.shared());
      step =
          step.then(
              backlog.isFollowed()
                  ? load(rest, anew.with(Hold.LIFTED))
                  : start(rest, backlog.stream(), backlog.shared()));
    }
    return step;
  }

  private static Step load(AccountState state, Backlog backlog) {
    Backlog loading = backlog.loading();
    return Step.of(
        state.withBacklog(loading), new Effect.LoadBacklog(loading.stream(), loading.last()));
  }

  private static boolean takesMessages(AccountState state, StreamRef stream) {
    OnlineSession session = state.ofStream(stream);
    return session != null && session.isLive() && session.takesMessages();
  }

  private static @Nullable OnlineSession firstTaking(AccountState state, @Nullable StreamRef dead) {
    for (OnlineSession session : state.sessions()) {
      if (session.isLive() && session.takesMessages() && !session.stream().equals(dead)) {
        return session;
      }
    }
    return null;
  }

  private static Effect send(StreamRef stream, OfflineRow row, Env env) {
    // Who asks or answers something is not interested in when (XEP-0203, section 1).
    byte[] stamped =
        row.head().kind() == StanzaKind.IQ
            ? row.stanza()
            : DelayRules.stamped(row.stanza(), env.account().domain(), row.id().receivedAtMs());
    String receipt = new OfflineReceipt(row.id()).text();
    return new Effect.ToGateway(
        stream.gateway(),
        stream.stream(),
        new Deliver(List.of(stream.stream()), row.head(), stamped, receipt));
  }
}
