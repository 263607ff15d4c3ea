package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.session.access.ContactAccess;

/**
 * The last items that a resource gets when it becomes available (XEP-0163, section 4.3.4): those of
 * its own account and of the contacts whose presence it sees, read from all of them at once. On
 * virtual threads alone.
 */
public final class LatestItems {

  private static final String ON_PRESENCE = "on_sub_and_presence";

  private final PepStore store;
  private final ContactAccess contacts;

  /** Creates it. */
  public LatestItems(PepStore store, ContactAccess contacts) {
    this.store = store;
    this.contacts = contacts;
  }

  /**
   * Returns the notifications for {@code resource}.
   *
   * @param resource a full JID
   * @param nodes what it asks for
   */
  public List<OutgoingStanza> of(Jid resource, List<String> nodes) {
    Jid account = resource.bare();
    List<Jid> owners = new ArrayList<>();
    owners.add(account);
    owners.addAll(contacts.subscriptions(account));
    List<OutgoingStanza> stanzas = new ArrayList<>();
    for (PepStore.Latest each : store.latest(owners, nodes)) {
      NodeConfig config = each.node().config();
      if (config.text(ConfigField.SEND_LAST_PUBLISHED_ITEM).equals(ON_PRESENCE)
          && config.is(ConfigField.DELIVER_NOTIFICATIONS)
          && AccessRules.readRefusal(each.node(), visitor(each, account)) == null) {
        stanzas.add(Notifications.last(each.owner(), each.node(), each.item(), resource));
      }
    }
    return stanzas;
  }

  private Visitor visitor(PepStore.Latest latest, Jid account) {
    if (latest.owner().equals(account)) {
      return Visitor.self(account);
    }
    // The subscription is both sides' business, so only groups have to be asked for.
    boolean byGroup = latest.node().config().accessModel() == AccessModel.ROSTER;
    return new Visitor(
        account, false, true, byGroup ? contacts.groups(latest.owner(), account) : Set.of());
  }
}
