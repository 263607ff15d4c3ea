package org.godwit.session.access;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;

/**
 * What rosters say about who may see whom. May block: called on virtual threads alone. All
 * addresses are bare JIDs.
 */
public interface ContactAccess {

  /**
   * Tells whether {@code contact} is subscribed to the presence of {@code account} (RFC 6121,
   * section 2: subscription from or both). An account may see itself.
   */
  boolean maySeePresence(Jid account, Jid contact);

  /** Returns the groups of {@code account}'s roster that {@code contact} is in. */
  Set<String> groups(Jid account, Jid contact);

  /** Returns who is subscribed to the presence of {@code account}, without itself. */
  List<Jid> subscribers(Jid account);

  /** Returns whose presence {@code account} is subscribed to (to or both), without itself. */
  List<Jid> subscriptions(Jid account);
}
