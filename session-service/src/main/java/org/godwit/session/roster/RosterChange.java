package org.godwit.session.roster;

import java.util.List;
import org.godwit.protocol.jid.Jid;

/**
 * A change of a roster, as rows.
 *
 * @param version the roster's version after it
 * @param put items that are new or changed
 * @param removed contacts that are gone
 */
public record RosterChange(long version, List<RosterItem> put, List<Jid> removed) {

  /** Copies the lists. */
  public RosterChange {
    put = List.copyOf(put);
    removed = List.copyOf(removed);
  }

  /** Returns the change that puts {@code item}. */
  public static RosterChange put(long version, RosterItem item) {
    return new RosterChange(version, List.of(item), List.of());
  }

  /** Returns the change that removes {@code contact}. */
  public static RosterChange remove(long version, Jid contact) {
    return new RosterChange(version, List.of(), List.of(contact));
  }
}
