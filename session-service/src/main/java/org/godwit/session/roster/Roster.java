package org.godwit.session.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** An account's contacts (RFC 6121, section 2). Immutable; any thread. */
public final class Roster {

  /** Nobody, before the first change. */
  public static final Roster EMPTY = new Roster(Map.of(), 0);

  private final Map<Jid, RosterItem> items;
  private final long version;

  private Roster(Map<Jid, RosterItem> items, long version) {
    this.items = items;
    this.version = version;
  }

  /** Returns a roster of {@code items} at {@code version}. */
  public static Roster of(Collection<RosterItem> items, long version) {
    Map<Jid, RosterItem> all = new LinkedHashMap<>();
    for (RosterItem item : items) {
      all.put(item.jid(), item);
    }
    return new Roster(Collections.unmodifiableMap(all), version);
  }

  /** Returns the number of its last change, from 0 (section 2.6). */
  public long version() {
    return version;
  }

  /** Returns what is kept of {@code contact}, listed or not; null for nothing. */
  public @Nullable RosterItem item(Jid contact) {
    return items.get(contact);
  }

  /** Returns all that is kept, also of contacts that only wait for an answer. */
  public Collection<RosterItem> items() {
    return items.values();
  }

  /** Returns what clients see. */
  public List<RosterItem> listed() {
    List<RosterItem> listed = new ArrayList<>(items.size());
    for (RosterItem item : items.values()) {
      if (item.listed()) {
        listed.add(item);
      }
    }
    return listed;
  }

  /** Returns the subscription of {@code contact}, of its bare JID where that has none itself. */
  public Subscription subscription(Jid contact) {
    RosterItem item = items.get(contact);
    if (item == null && contact.isFull()) {
      item = items.get(contact.bare());
    }
    return item == null ? Subscription.NONE : item.subscription();
  }

  /** Tells whether {@code contact} may see the owner's presence: subscription from or both. */
  public boolean maySeePresence(Jid contact) {
    return subscription(contact).isFrom();
  }

  /** Returns the groups of {@code contact}; none where it is not in the roster. */
  public List<String> groups(Jid contact) {
    RosterItem item = items.get(contact);
    if (item == null && contact.isFull()) {
      item = items.get(contact.bare());
    }
    return item == null ? List.of() : item.groups();
  }

  /** Returns the roster after {@code item} was put into it, at the next version. */
  public Roster with(RosterItem item) {
    Map<Jid, RosterItem> next = new LinkedHashMap<>(items);
    next.put(item.jid(), item);
    return new Roster(Collections.unmodifiableMap(next), version + 1);
  }

  /** Returns the roster without {@code contact}, at the next version. */
  public Roster without(Jid contact) {
    Map<Jid, RosterItem> next = new LinkedHashMap<>(items);
    next.remove(contact);
    return new Roster(Collections.unmodifiableMap(next), version + 1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Roster roster
        && version == roster.version
        && items.equals(roster.items);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(version) + 31 * items.hashCode();
  }

  /** Names no contact: logs must not tell whom somebody knows. */
  @Override
  public String toString() {
    return "Roster[version=" + version + ", items=" + items.size() + "]";
  }
}
