package org.godwit.session.xep0163_pep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.access.ContactAccess;

/** Mutual subscriptions with groups, in memory. */
final class FakeContacts implements ContactAccess {

  private final Map<Jid, Map<Jid, Set<String>>> contacts = new LinkedHashMap<>();

  void befriend(Jid a, Jid b, String groupOfB) {
    contacts.computeIfAbsent(a, each -> new LinkedHashMap<>()).put(b, Set.of(groupOfB));
    contacts.computeIfAbsent(b, each -> new LinkedHashMap<>()).put(a, Set.of());
  }

  private Map<Jid, Set<String>> of(Jid account) {
    return contacts.getOrDefault(account, Map.of());
  }

  @Override
  public boolean maySeePresence(Jid account, Jid contact) {
    return account.equals(contact) || of(account).containsKey(contact);
  }

  @Override
  public Set<String> groups(Jid account, Jid contact) {
    return of(account).getOrDefault(contact, Set.of());
  }

  @Override
  public List<Jid> subscribers(Jid account) {
    return List.copyOf(of(account).keySet());
  }

  @Override
  public List<Jid> subscriptions(Jid account) {
    return List.copyOf(of(account).keySet());
  }
}
