package org.godwit.session.privacy;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a privacy list (XEP-0016, section 2.1).
 *
 * @param match whom it is about
 * @param value the JID, group or subscription; null for all
 * @param jid the JID where it is about one; null otherwise
 * @param deny whether it shuts out
 * @param order its place, 0 to 2^32 - 1
 * @param flows bits of what it is about; 0 for all stanzas in both directions
 */
public record PrivacyItem(
    Match match, @Nullable String value, @Nullable Jid jid, boolean deny, long order, int flows) {

  /** Whom a rule is about. */
  public enum Match {
    /** One address, or all of an account or domain. */
    JID,
    /** The contacts in a group of the roster. */
    GROUP,
    /** The contacts with a subscription state. */
    SUBSCRIPTION,
    /** Everybody: the fall-through case. */
    ANY
  }

  /** Returns the rule that blocks {@code jid} (XEP-0191, section 5). */
  public static PrivacyItem blocked(Jid jid, long order) {
    return new PrivacyItem(Match.JID, jid.toString(), jid, true, order, 0);
  }

  /** Tells whether it is an item of the block list. */
  public boolean isBlock() {
    return match == Match.JID && deny && flows == 0;
  }

  /** Returns it at another place. */
  public PrivacyItem at(long place) {
    return new PrivacyItem(match, value, jid, deny, place, flows);
  }
}
