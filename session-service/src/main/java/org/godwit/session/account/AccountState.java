package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * All that the owner knows of one account. Immutable; a copy is made only where something changes.
 *
 * @param sessions its sessions, oldest first
 * @param ended streams that have ended, oldest first
 * @param mailbox its offline messages
 * @param applied up to where the log is in it
 * @param contacts whom it knows and whom it shuts out, as far as that was read
 */
record AccountState(
    List<OnlineSession> sessions,
    List<EndedStream> ended,
    Mailbox mailbox,
    Applied applied,
    Contacts contacts) {

  /** Nobody is online and nothing is known. */
  static final AccountState EMPTY =
      new AccountState(List.of(), List.of(), Mailbox.UNKNOWN, Applied.NOTHING);

  /**
   * Up to where the log is in a state: a state is durable only after all that the account's records
   * up to there did is, so a new owner passes them over.
   *
   * @param offset the last record; -1 for none
   * @param timestampMs no record up to there was published later, in milliseconds since 1970: a log
   *     that was begun anew cannot be taken for the old one
   */
  record Applied(long offset, long timestampMs) {
    static final Applied NOTHING = new Applied(-1, 0);
  }

  /** Makes one whose contacts were not read. */
  AccountState(
      List<OnlineSession> sessions, List<EndedStream> ended, Mailbox mailbox, Applied applied) {
    this(sessions, ended, mailbox, applied, Contacts.UNKNOWN);
  }

  AccountState {
    sessions = List.copyOf(sessions);
    ended = List.copyOf(ended);
  }

  @Nullable OnlineSession ofStream(StreamRef stream) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).stream().equals(stream)) {
        return sessions.get(i);
      }
    }
    return null;
  }

  /** Returns the session whose stream has this id, whichever gateway holds it. */
  @Nullable OnlineSession ofStreamId(String streamId) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).stream().stream().equals(streamId)) {
        return sessions.get(i);
      }
    }
    return null;
  }

  /** Returns the session that {@code fullJid} addresses. */
  @Nullable OnlineSession ofAddress(Jid fullJid) {
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession session = sessions.get(i);
      if (!session.isParting() && session.boundJid().equals(fullJid)) {
        return session;
      }
    }
    return null;
  }

  /** Returns the addresses of the available resources. */
  List<Jid> availableJids() {
    List<Jid> jids = new ArrayList<>(sessions.size());
    for (OnlineSession session : sessions) {
      if (session.available()) {
        jids.add(session.boundJid());
      }
    }
    return jids;
  }

  boolean isOnline() {
    return !sessions.isEmpty();
  }

  /** Returns how many resources are bound. */
  int bound() {
    int count = 0;
    for (int i = 0; i < sessions.size(); i++) {
      if (!sessions.get(i).isParting()) {
        count++;
      }
    }
    return count;
  }

  /** Tells whether what was sent to some stream may still come back. */
  boolean isAwaitingReturns() {
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession session = sessions.get(i);
      if (session.isParting() || (session.isDetached() && !session.attachment().released())) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether {@code fullJid} is the address of a stream that is parting. */
  boolean isParting(Jid fullJid) {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).isParting() && sessions.get(i).boundJid().equals(fullJid)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether a client fetches what is stored itself, so that nobody is sent it unasked. */
  boolean isSelectingOffline() {
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).flags().selectsOffline() && !sessions.get(i).isParting()) {
        return true;
      }
    }
    return false;
  }

  @Nullable Backlog backlogOf(StreamRef stream) {
    return mailbox.backlogs().isEmpty() ? null : mailbox.backlogOf(stream);
  }

  AccountState withMailbox(Mailbox next) {
    return new AccountState(sessions, ended, next, applied, contacts);
  }

  AccountState withBacklog(Backlog next) {
    return withMailbox(mailbox.withBacklog(next));
  }

  AccountState withoutBacklog(StreamRef stream) {
    return mailbox.backlogOf(stream) == null ? this : withMailbox(mailbox.withoutBacklog(stream));
  }

  /** Counts a row that is being stored. */
  AccountState withStored(OfflineRow row) {
    return withMailbox(mailbox.oneMore().noted(row));
  }

  /** Adds {@code session}, or puts it in the place of the one with the same stream. */
  AccountState with(OnlineSession session) {
    return replaced(session.stream(), session);
  }

  /** Puts {@code session} in the place of that of {@code old}, or at the end. */
  AccountState replaced(StreamRef old, OnlineSession session) {
    List<OnlineSession> next = new ArrayList<>(sessions.size() + 1);
    boolean replaced = false;
    for (OnlineSession each : sessions) {
      boolean same = each.stream().equals(old);
      next.add(same ? session : each);
      replaced |= same;
    }
    if (!replaced) {
      next.add(session);
    }
    return withSessions(next);
  }

  AccountState withSessions(List<OnlineSession> next) {
    return new AccountState(next, ended, mailbox, applied, contacts);
  }

  AccountState withEnded(List<EndedStream> next) {
    return new AccountState(sessions, next, mailbox, applied, contacts);
  }

  @SuppressWarnings("ReferenceEquality")
  AccountState withContacts(Contacts next) {
    return next == contacts ? this : new AccountState(sessions, ended, mailbox, applied, next);
  }

  AccountState withApplied(Applied next) {
    return new AccountState(sessions, ended, mailbox, next, contacts);
  }

  /** Returns this without what only served streams that have ended. */
  AccountState forgotten() {
    return new AccountState(sessions, List.of(), mailbox, Applied.NOTHING, contacts);
  }

  /** Tells whether the state topic must hear at once of the change from {@code before}. */
  boolean differsDurably(AccountState before) {
    return !sameSessionsButCounts(before)
        || !ended.equals(before.ended)
        || !mailbox.isDurablySame(before.mailbox);
  }

  /** Tells whether counts differ from {@code before}, which are written before the next commit. */
  @SuppressWarnings("ReferenceEquality")
  boolean differsInCounts(AccountState before) {
    return sessions != before.sessions && !sessions.equals(before.sessions);
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean sameSessionsButCounts(AccountState before) {
    if (sessions == before.sessions) {
      return true;
    }
    if (sessions.size() != before.sessions.size()) {
      return false;
    }
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession now = sessions.get(i);
      OnlineSession old = before.sessions.get(i);
      if (now != old && !now.isSameButCounts(old)) {
        return false;
      }
    }
    return true;
  }
}
