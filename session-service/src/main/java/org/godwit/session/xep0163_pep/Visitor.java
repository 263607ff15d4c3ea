package org.godwit.session.xep0163_pep;

import java.util.Set;
import org.godwit.protocol.jid.Jid;

/**
 * Who asks, as an account sees it.
 *
 * @param bare its bare JID
 * @param isSelf whether it is the account itself
 * @param seesPresence whether it is subscribed to the account's presence
 * @param groups groups of the account's roster that it is in
 */
record Visitor(Jid bare, boolean isSelf, boolean seesPresence, Set<String> groups) {

  Visitor {
    groups = Set.copyOf(groups);
  }

  static Visitor self(Jid bare) {
    return new Visitor(bare, true, true, Set.of());
  }
}
