package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a room: one account under one nickname, with one session or several.
 *
 * @param nick the nickname
 * @param user the bare JID behind it
 * @param role the role
 * @param sessions the sessions, the one that entered first in front; at least one
 */
public record Occupant(String nick, Jid user, Role role, List<OccupantSession> sessions) {

  /** Copies the list. */
  public Occupant {
    sessions = List.copyOf(sessions);
    if (sessions.isEmpty()) {
      throw new IllegalArgumentException("an occupant without a session");
    }
  }

  /** Returns the session that entered first. */
  public OccupantSession first() {
    return sessions.getFirst();
  }

  /** Returns the session of {@code jid}, or null where it is not here. */
  public @Nullable OccupantSession session(Jid jid) {
    for (OccupantSession session : sessions) {
      if (session.jid().equals(jid)) {
        return session;
      }
    }
    return null;
  }

  /** Returns this with {@code session} added, or in place of the one with the same JID. */
  public Occupant with(OccupantSession session) {
    List<OccupantSession> changed = new ArrayList<>(sessions.size() + 1);
    boolean found = false;
    for (OccupantSession each : sessions) {
      boolean same = each.jid().equals(session.jid());
      changed.add(same ? session : each);
      found |= same;
    }
    if (!found) {
      changed.add(session);
    }
    return new Occupant(nick, user, role, changed);
  }

  /** Returns this without the session of {@code jid}, which must not be the only one. */
  public Occupant without(Jid jid) {
    return new Occupant(
        nick, user, role, sessions.stream().filter(each -> !each.jid().equals(jid)).toList());
  }

  /** Returns this with another role. */
  public Occupant with(Role other) {
    return new Occupant(nick, user, other, sessions);
  }

  /** Returns this under another nickname. */
  public Occupant withNick(String other) {
    return new Occupant(other, user, role, sessions);
  }
}
