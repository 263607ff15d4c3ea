package org.godwit.protocol.xep0030_disco;

import java.util.List;
import java.util.function.Function;
import org.godwit.protocol.module.Context;

/**
 * How one kind of target presents itself.
 *
 * @param identities what it is; at least one
 * @param items returns its items for one request; pure and quick
 */
public record DiscoProfile(
    List<DiscoIdentity> identities, Function<Context, List<DiscoItem>> items) {

  /** Copies the list and refuses an empty one (XEP-0030, section 3.1: at least one identity). */
  public DiscoProfile {
    identities = List.copyOf(identities);
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("a disco profile needs at least one identity");
    }
  }

  /** Returns a profile without items. */
  public static DiscoProfile of(String category, String type, String name) {
    return new DiscoProfile(List.of(new DiscoIdentity(category, type, name)), context -> List.of());
  }

  /** Returns this profile with {@code items}. */
  public DiscoProfile withItems(Function<Context, List<DiscoItem>> items) {
    return new DiscoProfile(identities, items);
  }
}
