package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/**
 * All that the owner knows of one account. Immutable.
 *
 * @param sessions bound resources, oldest first
 * @param mailbox its offline messages
 * @param appliedOffset the last record that changed the sessions; -1 for none
 */
record AccountState(List<OnlineSession> sessions, Mailbox mailbox, long appliedOffset) {

  /** Nobody is online and nothing is known. */
  static final AccountState EMPTY = new AccountState(List.of(), Mailbox.UNKNOWN, -1);

  AccountState {
    sessions = List.copyOf(sessions);
  }

  @Nullable OnlineSession ofStream(StreamRef stream) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).stream().equals(stream)) {
        return sessions.get(i);
      }
    }
    return null;
  }

  @Nullable OnlineSession ofResource(@Nullable String resource) {
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession session = sessions.get(i);
      if (resource != null && resource.equals(session.boundJid().resource())) {
        return session;
      }
    }
    return null;
  }

  boolean isOnline() {
    return !sessions.isEmpty();
  }

  AccountState withMailbox(Mailbox next) {
    return new AccountState(sessions, next, appliedOffset);
  }

  AccountState withBacklog(@Nullable Backlog next) {
    return withMailbox(mailbox.withBacklog(next));
  }

  /** Adds {@code session}, or puts it in the place of the one with the same stream. */
  AccountState with(OnlineSession session, long offset) {
    List<OnlineSession> next = new ArrayList<>(sessions.size() + 1);
    boolean replaced = false;
    for (OnlineSession old : sessions) {
      boolean same = old.stream().equals(session.stream());
      next.add(same ? session : old);
      replaced |= same;
    }
    if (!replaced) {
      next.add(session);
    }
    return new AccountState(next, mailbox, Math.max(appliedOffset, offset));
  }

  AccountState without(StreamRef stream, long offset) {
    List<OnlineSession> next = new ArrayList<>(sessions);
    next.removeIf(session -> session.stream().equals(stream));
    return new AccountState(next, mailbox, Math.max(appliedOffset, offset));
  }

  /** Tells whether the state topic must hear of the change from {@code before} to this. */
  boolean differsDurably(AccountState before) {
    return !sessions.equals(before.sessions) || !durableKey().equals(before.durableKey());
  }

  private String durableKey() {
    Backlog backlog = mailbox.backlog();
    return backlog == null || !backlog.isDurable()
        ? ""
        : backlog.phase().name() + ' ' + backlog.stream();
  }
}
