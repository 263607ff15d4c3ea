package org.godwit.session.privacy;

import org.godwit.protocol.jid.Jid;
import org.godwit.session.roster.Roster;
import org.jspecify.annotations.Nullable;

/** Decides by a privacy list (XEP-0016, section 2.2; XEP-0191, section 6). Pure. */
public final class FilterRules {

  private FilterRules() {}

  /**
   * Tells whether {@code list} shuts out: the first rule that matches decides.
   *
   * @param list the list that applies; null for none
   * @param peer whom the stanza comes from or goes to
   * @param flow what it is
   * @param roster the roster of the list's owner
   */
  public static boolean isDenied(@Nullable PrivacyList list, Jid peer, Flow flow, Roster roster) {
    if (list == null) {
      return false;
    }
    for (PrivacyItem item : list.items()) {
      boolean about = item.flows() == 0 || (item.flows() & flow.bit()) != 0;
      if (about && matches(item, peer, roster)) {
        return item.deny();
      }
    }
    return false;
  }

  private static boolean matches(PrivacyItem item, Jid peer, Roster roster) {
    return switch (item.match()) {
      case JID -> item.jid() != null && covers(item.jid(), peer);
      case GROUP -> item.value() != null && roster.groups(peer).contains(item.value());
      case SUBSCRIPTION -> roster.subscription(peer).text().equals(item.value());
      case ANY -> true;
    };
  }

  /** Tells whether a rule about {@code jid} is about {@code peer} (XEP-0191, section 6). */
  public static boolean covers(Jid jid, Jid peer) {
    if (jid.isFull() || jid.resource() != null) {
      return jid.equals(peer);
    }
    return jid.local() == null ? jid.domain().equals(peer.domain()) : jid.equals(peer.bare());
  }
}
