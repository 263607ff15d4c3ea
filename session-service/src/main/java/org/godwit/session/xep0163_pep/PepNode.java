package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * A node without its items. Immutable.
 *
 * @param name its id
 * @param config its options
 * @param affiliations of bare JIDs, without the account itself, which owns all its nodes
 * @param subscriptions explicit ones
 * @param createdAtMs when it was made, in milliseconds since 1970
 */
public record PepNode(
    String name,
    NodeConfig config,
    Map<Jid, Affiliation> affiliations,
    List<PepSubscription> subscriptions,
    long createdAtMs) {

  /** Copies the collections. */
  public PepNode {
    affiliations = Map.copyOf(affiliations);
    subscriptions = List.copyOf(subscriptions);
  }

  /** Makes one that nobody but its account knows. */
  public static PepNode of(String name, NodeConfig config, long createdAtMs) {
    return new PepNode(name, config, Map.of(), List.of(), createdAtMs);
  }

  PepNode with(NodeConfig next) {
    return new PepNode(name, next, affiliations, subscriptions, createdAtMs);
  }

  PepNode with(Jid who, Affiliation affiliation) {
    Map<Jid, Affiliation> next = new HashMap<>(affiliations);
    if (affiliation == Affiliation.NONE) {
      next.remove(who);
    } else {
      next.put(who, affiliation);
    }
    return new PepNode(name, config, next, subscriptions, createdAtMs);
  }

  PepNode with(PepSubscription subscription) {
    List<PepSubscription> next = new ArrayList<>(subscriptions);
    next.removeIf(each -> each.jid().equals(subscription.jid()));
    next.add(subscription);
    return new PepNode(name, config, affiliations, next, createdAtMs);
  }

  PepNode without(PepSubscription subscription) {
    List<PepSubscription> next = new ArrayList<>(subscriptions);
    next.remove(subscription);
    return new PepNode(name, config, affiliations, next, createdAtMs);
  }

  @Nullable PepSubscription subscription(Jid jid) {
    for (PepSubscription each : subscriptions) {
      if (each.jid().equals(jid)) {
        return each;
      }
    }
    return null;
  }

  /** Tells whether a resource of {@code bare} has an approved subscription. */
  boolean isSubscribed(Jid bare) {
    return subscriptions.stream()
        .anyMatch(each -> !each.pending() && each.jid().bare().equals(bare));
  }
}
