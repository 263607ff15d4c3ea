package org.godwit.session.access;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;

/** Nobody has contacts: each account sees itself alone. Any thread. */
public final class OwnAccountOnly implements ContactAccess {

  @Override
  public boolean maySeePresence(Jid account, Jid contact) {
    return account.equals(contact);
  }

  @Override
  public Set<String> groups(Jid account, Jid contact) {
    return Set.of();
  }

  @Override
  public List<Jid> subscribers(Jid account) {
    return List.of();
  }

  @Override
  public List<Jid> subscriptions(Jid account) {
    return List.of();
  }
}
