package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's offline messages. Immutable.
 *
 * @param existence whether the account exists
 * @param checkedAtMs when that was asked, in milliseconds since 1970
 * @param stored how many messages are stored; -1 where unknown
 * @param exact whether {@code stored} was counted, not only added up
 * @param backlogs the deliveries under way, at most one of a stream
 */
record Mailbox(
    Existence existence, long checkedAtMs, int stored, boolean exact, List<Backlog> backlogs) {

  /** What is known of an account's existence. */
  enum Existence {
    /** Not asked yet. */
    UNKNOWN,
    /** It exists. */
    PRESENT,
    /** It does not. */
    ABSENT
  }

  /** Nothing is known. */
  static final Mailbox UNKNOWN = new Mailbox(Existence.UNKNOWN, 0, -1, false, List.of());

  Mailbox {
    backlogs = List.copyOf(backlogs);
  }

  @Nullable Backlog backlogOf(StreamRef stream) {
    for (int i = 0; i < backlogs.size(); i++) {
      if (backlogs.get(i).stream().equals(stream)) {
        return backlogs.get(i);
      }
    }
    return null;
  }

  /** Returns the one that takes what is anybody's; null for none. */
  @Nullable Backlog sharedBacklog() {
    for (int i = 0; i < backlogs.size(); i++) {
      if (backlogs.get(i).shared()) {
        return backlogs.get(i);
      }
    }
    return null;
  }

  Mailbox withBacklog(Backlog next) {
    List<Backlog> all = new ArrayList<>(backlogs.size() + 1);
    for (Backlog each : backlogs) {
      if (!each.stream().equals(next.stream())) {
        all.add(each);
      }
    }
    all.add(next);
    return withBacklogs(all);
  }

  Mailbox withoutBacklog(StreamRef stream) {
    List<Backlog> all = new ArrayList<>(backlogs);
    all.removeIf(each -> each.stream().equals(stream));
    return withBacklogs(all);
  }

  private Mailbox withBacklogs(List<Backlog> next) {
    return new Mailbox(existence, checkedAtMs, stored, exact, next);
  }

  Mailbox withStored(int count, boolean counted) {
    return new Mailbox(existence, checkedAtMs, count, counted, backlogs);
  }

  /** Takes what was asked for; a {@code count} of -1 means that the database did not say. */
  Mailbox checked(boolean exists, int count, long nowMs) {
    Existence found = exists ? Existence.PRESENT : Existence.ABSENT;
    return new Mailbox(found, nowMs, Math.max(count, 0), count >= 0, backlogs);
  }

  Mailbox oneMore() {
    return stored < 0 ? this : withStored(stored + 1, false);
  }

  /** Counts one less; it may have been counted before, where a new owner was told again. */
  Mailbox oneLess() {
    return less(1);
  }

  /** Counts {@code rows} less, or fewer. */
  Mailbox less(int rows) {
    return stored < 0 ? this : withStored(Math.max(0, stored - rows), false);
  }

  Mailbox noted(OfflineRow row) {
    if (backlogs.isEmpty()) {
      return this;
    }
    List<Backlog> all = new ArrayList<>(backlogs.size());
    for (Backlog each : backlogs) {
      all.add(each.noted(row));
    }
    return withBacklogs(all);
  }

  /** Tells whether nothing is stored, for sure. */
  boolean isEmpty() {
    return stored == 0 && exact;
  }

  /** Tells whether a new owner would do the same for both. */
  @SuppressWarnings("ReferenceEquality")
  boolean isDurablySame(Mailbox other) {
    if (backlogs == other.backlogs) {
      return true;
    }
    List<Backlog> mine = durable();
    List<Backlog> theirs = other.durable();
    if (mine.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      if (!mine.get(i).isDurablySame(theirs.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the deliveries that a new owner must know of. */
  List<Backlog> durable() {
    List<Backlog> all = new ArrayList<>(backlogs.size());
    for (Backlog each : backlogs) {
      if (each.isDurable()) {
        all.add(each);
      }
    }
    return all;
  }
}
