package org.godwit.session.privacy;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * All privacy lists of an account. Immutable.
 *
 * @param lists the lists, in the order in which they were made
 * @param defaultName name of the list that applies where no other is active; null for none
 */
public record Privacy(List<PrivacyList> lists, @Nullable String defaultName) {

  /** No list. */
  public static final Privacy NONE = new Privacy(List.of(), null);

  /** The list that the first blocked JID makes where there is no default list. */
  private static final String BLOCK_LIST = "blocked";

  /** Copies the lists. */
  public Privacy {
    lists = List.copyOf(lists);
  }

  /** Returns the list called {@code name}; null where there is none. */
  public @Nullable PrivacyList list(@Nullable String name) {
    for (PrivacyList list : lists) {
      if (list.name().equals(name)) {
        return list;
      }
    }
    return null;
  }

  /**
   * Returns the list that applies (XEP-0016, section 2.2).
   *
   * @param active the session's active list; null for none
   */
  public @Nullable PrivacyList applying(@Nullable String active) {
    PrivacyList chosen = active == null ? null : list(active);
    return chosen == null ? list(defaultName) : chosen;
  }

  /** Returns the block list (XEP-0191, section 5). */
  public List<Jid> blocked() {
    PrivacyList list = list(defaultName);
    return list == null ? List.of() : list.blocked();
  }

  /** Returns the lists after {@code jids} have become the block list. */
  public Privacy withBlocked(List<Jid> jids) {
    PrivacyList list = list(defaultName);
    if (list == null && jids.isEmpty()) {
      return this;
    }
    PrivacyList base = list == null ? list(BLOCK_LIST) : list;
    PrivacyList from = base == null ? new PrivacyList(BLOCK_LIST, List.of()) : base;
    PrivacyList next = from.withBlocked(jids);
    return next.items().isEmpty()
        ? without(next.name())
        : new Privacy(with(next).lists, next.name());
  }

  /** Returns the lists with {@code list} in the place of that with its name, or at the end. */
  public Privacy with(PrivacyList list) {
    List<PrivacyList> next = new ArrayList<>(lists.size() + 1);
    boolean replaced = false;
    for (PrivacyList each : lists) {
      boolean same = each.name().equals(list.name());
      next.add(same ? list : each);
      replaced |= same;
    }
    if (!replaced) {
      next.add(list);
    }
    return new Privacy(next, defaultName);
  }

  /** Returns the lists without that called {@code name}. */
  public Privacy without(String name) {
    List<PrivacyList> next = new ArrayList<>(lists);
    next.removeIf(each -> each.name().equals(name));
    return new Privacy(next, name.equals(defaultName) ? null : defaultName);
  }

  /** Returns the lists with another default list. */
  public Privacy withDefault(@Nullable String name) {
    return new Privacy(lists, name);
  }

  /** Tells whether a rule is about groups or subscriptions. */
  public boolean needsRoster() {
    return lists.stream().anyMatch(PrivacyList::needsRoster);
  }

  /** Names nobody: logs must not tell whom somebody shuts out. */
  @Override
  public String toString() {
    return "Privacy[lists=" + lists.size() + "]";
  }
}
