package org.godwit.protocol.xep0030_disco;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.xml.XmlElement;

/**
 * How one kind of target presents itself.
 *
 * @param identities what it is; at least one
 * @param items returns its items for one request; pure and quick
 * @param forms returns its extended information (XEP-0128); pure and quick
 * @param source its nodes, and more items
 * @param alias tells whether a node names the answer to a question without a node, which it is
 *     given (XEP-0115, section 6.2); pure
 */
public record DiscoProfile(
    List<DiscoIdentity> identities,
    Function<Context, List<DiscoItem>> items,
    Function<Context, List<XmlElement>> forms,
    DiscoSource source,
    BiPredicate<XmlElement, String> alias) {

  /** Copies the list and refuses an empty one (XEP-0030, section 3.1: at least one identity). */
  public DiscoProfile {
    identities = List.copyOf(identities);
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("a disco profile needs at least one identity");
    }
  }

  /** Makes one without forms and nodes. */
  public DiscoProfile(List<DiscoIdentity> identities, Function<Context, List<DiscoItem>> items) {
    this(identities, items, context -> List.of(), DiscoSource.NONE, (info, node) -> false);
  }

  /** Returns a profile without items. */
  public static DiscoProfile of(String category, String type, String name) {
    return new DiscoProfile(List.of(new DiscoIdentity(category, type, name)), context -> List.of());
  }

  /** Returns this profile with {@code items}. */
  public DiscoProfile withItems(Function<Context, List<DiscoItem>> items) {
    return new DiscoProfile(identities, items, forms, source, alias);
  }

  /** Returns this profile with extended information. */
  public DiscoProfile withForms(Function<Context, List<XmlElement>> newForms) {
    return new DiscoProfile(identities, items, newForms, source, alias);
  }

  /** Returns this profile with nodes. */
  public DiscoProfile withSource(DiscoSource newSource) {
    return new DiscoProfile(identities, items, forms, newSource, alias);
  }

  /** Returns this profile with nodes that name the whole of it. */
  public DiscoProfile withAlias(BiPredicate<XmlElement, String> newAlias) {
    return new DiscoProfile(identities, items, forms, source, newAlias);
  }
}
