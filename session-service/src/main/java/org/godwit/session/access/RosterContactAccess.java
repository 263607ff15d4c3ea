package org.godwit.session.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterReader;

/** What rosters say. On virtual threads alone. */
public final class RosterContactAccess implements ContactAccess {

  private final RosterReader rosters;

  /** Creates it. */
  public RosterContactAccess(RosterReader rosters) {
    this.rosters = rosters;
  }

  private Roster roster(Jid account) {
    return rosters.roster(account).toCompletableFuture().join();
  }

  @Override
  public boolean maySeePresence(Jid account, Jid contact) {
    return account.equals(contact) || roster(account).maySeePresence(contact);
  }

  @Override
  public Set<String> groups(Jid account, Jid contact) {
    return Set.copyOf(roster(account).groups(contact));
  }

  @Override
  public List<Jid> subscribers(Jid account) {
    return contacts(account, item -> item.subscription().isFrom());
  }

  @Override
  public List<Jid> subscriptions(Jid account) {
    return contacts(account, item -> item.subscription().isTo());
  }

  private List<Jid> contacts(Jid account, Predicate<RosterItem> which) {
    List<Jid> found = new ArrayList<>();
    for (RosterItem item : roster(account).items()) {
      Jid jid = item.jid();
      if (jid.local() != null && jid.isBare() && !jid.equals(account) && which.test(item)) {
        found.add(jid);
      }
    }
    return found;
  }
}
