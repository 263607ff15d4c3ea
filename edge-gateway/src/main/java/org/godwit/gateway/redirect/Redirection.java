package org.godwit.gateway.redirect;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.godwit.gateway.redirect.RedirectProperties.Strategy;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Says to which other gateway a client belongs. Any thread. */
public final class Redirection {
  private final RedirectProperties properties;
  private final String self;
  private final Supplier<Map<String, Integer>> living;

  /**
   * Makes the redirection of gateway {@code self}.
   *
   * @param living the gateways that live now, with the numbers of their streams
   * @throws IllegalArgumentException where a strategy is set and {@code self} has no address
   */
  public Redirection(
      RedirectProperties properties, String self, Supplier<Map<String, Integer>> living) {
    if (properties.strategy() != Strategy.NONE && !properties.hosts().containsKey(self)) {
      throw new IllegalArgumentException(
          "xmpp.gateway.see-other-host.hosts is "
              + properties.hosts().keySet()
              + " but must also name this gateway, which is "
              + self);
    }
    this.properties = properties;
    this.self = self;
    this.living = living;
  }

  /** Returns one that sends nobody anywhere. */
  public static Redirection none() {
    return new Redirection(new RedirectProperties(Strategy.NONE, 10, Map.of()), "", () -> Map.of());
  }

  /** Returns the address that a client of {@code account} should use; null where it is here. */
  public @Nullable String target(Jid account) {
    Map<String, Integer> gateways = candidates();
    String chosen =
        switch (properties.strategy()) {
          case NONE -> null;
          case HASH -> RedirectRules.byHash(account.bareText(), gateways.keySet());
          case LEAST_CONNECTIONS -> lessBusy(gateways);
        };
    return chosen == null || chosen.equals(self) ? null : properties.hosts().get(chosen);
  }

  /** Returns the address where a client goes that may not stay here; null where none is known. */
  public @Nullable String elsewhere(Jid account) {
    Map<String, Integer> gateways = candidates();
    gateways.remove(self);
    String chosen =
        switch (properties.strategy()) {
          case NONE -> null;
          case HASH -> RedirectRules.byHash(account.bareText(), gateways.keySet());
          case LEAST_CONNECTIONS -> RedirectRules.byStreams(gateways);
        };
    return chosen == null ? null : properties.hosts().get(chosen);
  }

  private @Nullable String lessBusy(Map<String, Integer> gateways) {
    String chosen = RedirectRules.byStreams(gateways);
    Integer own = gateways.get(self);
    Integer least = chosen == null ? null : gateways.get(chosen);
    return own == null
            || least == null
            || !RedirectRules.isWorthwhile(own, least, properties.slack())
        ? null
        : chosen;
  }

  /** Gateways that live and have an address; this one is always among the living. */
  private Map<String, Integer> candidates() {
    if (properties.strategy() == Strategy.NONE) {
      return new HashMap<>();
    }
    Map<String, Integer> candidates = new HashMap<>(living.get());
    candidates.putIfAbsent(self, 0);
    candidates.keySet().retainAll(properties.hosts().keySet());
    return candidates;
  }
}
