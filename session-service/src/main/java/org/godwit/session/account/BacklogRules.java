package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.session.account.Backlog.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Delivers offline messages to the first resource that can take them (XEP-0160, section 2), in
 * order, batch by batch; {@link Backlog} draws the phases. Pure.
 */
final class BacklogRules {

  private final AccountSettings settings;

  BacklogRules(AccountSettings settings) {
    this.settings = settings;
  }

  /** Begins where {@code stream} may have messages waiting and nobody else is getting them. */
  Step begin(AccountState state, StreamRef stream) {
    Backlog backlog = state.mailbox().backlog();
    boolean free = backlog == null || (backlog.phase() == Phase.DRAINING && backlog.dirty());
    if (!free || state.mailbox().isEmpty() || !takesMessages(state, stream)) {
      return Step.nothing(state);
    }
    return load(state, stream, backlog == null ? null : backlog.last());
  }

  /** Begins with the first resource that can take messages, other than {@code dead}. */
  Step beginAnywhere(AccountState state, StreamRef dead) {
    for (OnlineSession session : state.sessions()) {
      if (session.takesMessages() && !session.stream().equals(dead)) {
        return begin(state, session.stream());
      }
    }
    return Step.nothing(state);
  }

  /** The stream is gone or did not take its messages: another resource gets what remains. */
  Step abandon(AccountState state, StreamRef dead) {
    Backlog backlog = state.mailbox().backlog();
    if (backlog == null || !backlog.stream().equals(dead)) {
      return Step.nothing(state);
    }
    return beginAnywhere(state.withBacklog(null), dead);
  }

  Step loaded(AccountState state, StreamRef stream, List<OfflineRow> rows, Env env) {
    Backlog backlog = state.mailbox().backlog();
    if (backlog == null || backlog.phase() != Phase.LOADING || !backlog.stream().equals(stream)) {
      return Step.nothing(state);
    }
    if (!takesMessages(state, stream)) {
      return abandon(state, stream);
    }
    boolean more = rows.size() >= settings.backlogBatch() || backlog.dirty();
    List<Effect> effects = new ArrayList<>(rows.size() + 1);
    List<OfflineRow> mine = new ArrayList<>(rows.size());
    Mailbox mailbox = state.mailbox();
    for (OfflineRow row : rows) {
      if (row.stream() == null || row.stream().equals(stream.stream())) {
        mine.add(row);
      } else {
        // The others had it at once, and the only stream that had not is gone.
        effects.add(new Effect.DeleteOffline(row.id(), false));
        mailbox = mailbox.oneLess();
      }
    }
    for (int i = 0; i < mine.size(); i++) {
      boolean last = i == mine.size() - 1;
      effects.add(send(stream, mine.get(i), last && more, env));
    }
    OfflineId lastId = rows.isEmpty() ? backlog.last() : rows.getLast().id();
    if (mine.isEmpty() && more) {
      effects.add(new Effect.LoadBacklog(stream, lastId));
      Backlog again = new Backlog(stream, Phase.LOADING, false, lastId);
      return new Step(state.withMailbox(mailbox.withBacklog(again)), effects);
    }
    if (more) {
      Backlog sending = new Backlog(stream, Phase.SENDING, false, lastId);
      return new Step(state.withMailbox(mailbox.withBacklog(sending)), effects);
    }
    // What was delivered before this batch is deleted: the load waited for that.
    Backlog rest = mine.isEmpty() ? null : new Backlog(stream, Phase.DRAINING, false, lastId);
    Mailbox counted = mailbox.withStored(mine.size(), true).withBacklog(rest);
    return new Step(state.withMailbox(counted), effects);
  }

  /** The database is away: what comes now is not held back, what waits is sent later. */
  Step loadFailed(AccountState state, StreamRef stream) {
    Backlog backlog = state.mailbox().backlog();
    if (backlog == null || backlog.phase() != Phase.LOADING || !backlog.stream().equals(stream)) {
      return Step.nothing(state);
    }
    return Step.of(state.withBacklog(backlog.to(Phase.WAITING)), new Effect.RetryLater(stream));
  }

  Step retry(AccountState state, StreamRef stream) {
    Backlog backlog = state.mailbox().backlog();
    if (backlog == null || backlog.phase() != Phase.WAITING || !backlog.stream().equals(stream)) {
      return Step.nothing(state);
    }
    return takesMessages(state, stream)
        ? load(state, stream, backlog.last())
        : abandon(state, stream);
  }

  Step delivered(AccountState state, Delivered delivered) {
    OfflineReceipt receipt = OfflineReceipt.parse(delivered.receipt());
    if (receipt == null) {
      return Step.nothing(state);
    }
    AccountState rest = state.withMailbox(state.mailbox().oneLess());
    Step deleted = Step.of(rest, new Effect.DeleteOffline(receipt.id(), true));
    Backlog backlog = rest.mailbox().backlog();
    if (backlog != null && !backlog.stream().equals(delivered.stream())) {
      return deleted;
    }
    if (receipt.more() && (backlog == null || backlog.phase() == Phase.SENDING)) {
      return deleted.then(
          takesMessages(rest, delivered.stream())
              ? load(rest, delivered.stream(), receipt.id())
              : abandon(rest, delivered.stream()));
    }
    boolean drained =
        backlog != null && backlog.phase() == Phase.DRAINING && rest.mailbox().stored() == 0;
    return drained ? new Step(rest.withBacklog(null), deleted.effects()) : deleted;
  }

  private static Step load(AccountState state, StreamRef stream, @Nullable OfflineId after) {
    return Step.of(
        state.withBacklog(new Backlog(stream, Phase.LOADING, false, after)),
        new Effect.LoadBacklog(stream, after));
  }

  private static boolean takesMessages(AccountState state, StreamRef stream) {
    OnlineSession session = state.ofStream(stream);
    return session != null && session.takesMessages();
  }

  private static Effect send(StreamRef stream, OfflineRow row, boolean more, Env env) {
    byte[] stamped =
        DelayRules.stamped(row.stanza(), env.account().domain(), row.id().receivedAtMs());
    String receipt = new OfflineReceipt(row.id(), more).text();
    return new Effect.ToGateway(
        stream.gateway(),
        stream.stream(),
        new Deliver(List.of(stream.stream()), row.head(), stamped, receipt));
  }
}
