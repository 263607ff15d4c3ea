package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What others know of a session and what it wants to know. Immutable.
 *
 * @param presence the available presence that it has broadcast last, as XML; null for none
 * @param interested whether it has asked for the roster and gets pushes (RFC 6121, section 2.2)
 * @param blocking whether it has asked for the block list and gets pushes (XEP-0191, section 3.3)
 * @param directed whom it has sent directed presence (RFC 6121, section 4.6), oldest first
 * @param activeList name of its active privacy list; null for none
 */
record Exposure(
    @Nullable String presence,
    boolean interested,
    boolean blocking,
    List<Jid> directed,
    @Nullable String activeList) {

  /** A session that has just been bound. */
  static final Exposure NONE = new Exposure(null, false, false, List.of(), null);

  Exposure {
    directed = List.copyOf(directed);
  }

  /** Tells whether somebody may think that the session is available. */
  boolean isKnown() {
    return presence != null || !directed.isEmpty();
  }

  Exposure withPresence(String stanza) {
    return new Exposure(stanza, interested, blocking, directed, activeList);
  }

  /** Returns what is left when the session is unavailable to everybody. */
  Exposure hidden() {
    return new Exposure(null, interested, blocking, List.of(), activeList);
  }

  Exposure withInterested() {
    return new Exposure(presence, true, blocking, directed, activeList);
  }

  Exposure withBlocking() {
    return new Exposure(presence, interested, true, directed, activeList);
  }

  Exposure withActive(@Nullable String list) {
    return new Exposure(presence, interested, blocking, directed, list);
  }

  /** Adds an address; past {@code max} the oldest is forgotten. */
  Exposure withDirected(Jid to, int max) {
    if (directed.contains(to)) {
      return this;
    }
    List<Jid> next = new ArrayList<>(directed);
    next.add(to);
    while (next.size() > max) {
      next.removeFirst();
    }
    return new Exposure(presence, interested, blocking, next, activeList);
  }

  Exposure withoutDirected(Jid to) {
    if (!directed.contains(to)) {
      return this;
    }
    List<Jid> next = new ArrayList<>(directed);
    next.remove(to);
    return new Exposure(presence, interested, blocking, next, activeList);
  }
}
