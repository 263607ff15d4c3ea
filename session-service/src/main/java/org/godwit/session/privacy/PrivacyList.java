package org.godwit.session.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.godwit.protocol.jid.Jid;

/**
 * A privacy list. Immutable.
 *
 * @param name its name
 * @param items its rules, in their order
 */
public record PrivacyList(String name, List<PrivacyItem> items) {

  /** Sorts the rules. */
  public PrivacyList {
    items = items.stream().sorted(Comparator.comparingLong(PrivacyItem::order)).toList();
  }

  /** Returns whom it blocks altogether (XEP-0191, section 5). */
  public List<Jid> blocked() {
    List<Jid> blocked = new ArrayList<>();
    for (PrivacyItem item : items) {
      if (item.isBlock() && item.jid() != null) {
        blocked.add(item.jid());
      }
    }
    return blocked;
  }

  /** Returns the list that blocks {@code jids}, before all other rules (XEP-0191, section 5). */
  public PrivacyList withBlocked(List<Jid> jids) {
    List<PrivacyItem> next = new ArrayList<>(items.size() + jids.size());
    for (Jid jid : jids) {
      next.add(PrivacyItem.blocked(jid, next.size() + 1L));
    }
    for (PrivacyItem item : items) {
      if (!item.isBlock()) {
        next.add(item.at(next.size() + 1L));
      }
    }
    return new PrivacyList(name, next);
  }

  /** Tells whether a rule is about messages, requests or subscriptions to somebody. */
  public boolean restrictsOutgoing() {
    return items.stream().anyMatch(item -> item.deny() && item.flows() == 0);
  }

  /** Tells whether a rule is about groups or subscriptions. */
  public boolean needsRoster() {
    return items.stream()
        .anyMatch(item ->
            item.match() == PrivacyItem.Match.GROUP
                || item.match() == PrivacyItem.Match.SUBSCRIPTION);
  }
}
