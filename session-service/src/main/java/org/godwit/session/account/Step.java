package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision.
 *
 * @param state the state after it
 * @param effects what to do, in this order
 */
record Step(AccountState state, List<Effect> effects) {

  /** Nothing to do and nothing changed. */
  static Step nothing(AccountState state) {
    return new Step(state, List.of());
  }

  static Step of(AccountState state, Effect effect) {
    return new Step(state, List.of(effect));
  }

  /** Tells whether the account must be looked up first. */
  boolean isLookup() {
    return effects.size() == 1
        && (effects.getFirst() instanceof Effect.Lookup
            || effects.getFirst() instanceof Effect.LookupContacts);
  }

  /** Appends another decision that was taken on this one's state. */
  Step then(Step next) {
    if (effects.isEmpty()) {
      return next;
    }
    if (next.effects.isEmpty()) {
      return new Step(next.state, effects);
    }
    List<Effect> all = new ArrayList<>(effects.size() + next.effects.size());
    all.addAll(effects);
    all.addAll(next.effects);
    return new Step(next.state, all);
  }
}
