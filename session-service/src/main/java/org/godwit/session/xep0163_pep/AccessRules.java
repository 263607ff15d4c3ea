package org.godwit.session.xep0163_pep;

import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** Who may do what with a node (XEP-0060, sections 4.1, 4.5, 6.1.3 and 6.5.9). Pure. */
final class AccessRules {

  private AccessRules() {}

  static Affiliation affiliation(PepNode node, Visitor visitor) {
    return visitor.isSelf()
        ? Affiliation.OWNER
        : node.affiliations().getOrDefault(visitor.bare(), Affiliation.NONE);
  }

  static boolean isOwner(PepNode node, Visitor visitor) {
    return affiliation(node, visitor) == Affiliation.OWNER;
  }

  /** Returns why {@code visitor} may not read; null where it may. */
  static @Nullable Reply readRefusal(PepNode node, Visitor visitor) {
    return switch (affiliation(node, visitor)) {
      case OWNER, PUBLISHER, MEMBER -> null;
      case OUTCAST, PUBLISH_ONLY -> PubSubErrors.forbidden();
      case NONE ->
          switch (node.config().accessModel()) {
            case OPEN -> null;
            case PRESENCE -> visitor.seesPresence() ? null : presenceRequired();
            case ROSTER -> isInGroup(node, visitor) ? null : notInGroup();
            case AUTHORIZE -> node.isSubscribed(visitor.bare()) ? null : notSubscribed();
            case WHITELIST -> closed();
          };
    };
  }

  /** Returns why {@code visitor} may not subscribe; null where it may. */
  static @Nullable Reply subscribeRefusal(PepNode node, Visitor visitor) {
    // Whom the owner approves may ask first.
    return affiliation(node, visitor) == Affiliation.NONE
            && node.config().accessModel() == AccessModel.AUTHORIZE
        ? null
        : readRefusal(node, visitor);
  }

  static boolean mayPublish(PepNode node, Visitor visitor) {
    return switch (affiliation(node, visitor)) {
      case OWNER, PUBLISHER, PUBLISH_ONLY -> true;
      case OUTCAST -> false;
      case MEMBER, NONE ->
          switch (node.config().text(ConfigField.PUBLISH_MODEL)) {
            case "open" -> readRefusal(node, visitor) == null;
            case "subscribers" -> node.isSubscribed(visitor.bare());
            default -> false;
          };
    };
  }

  private static boolean isInGroup(PepNode node, Visitor visitor) {
    return visitor.seesPresence()
        && node.config().all(ConfigField.ROSTER_GROUPS_ALLOWED).stream()
            .anyMatch(visitor.groups()::contains);
  }

  private static Reply presenceRequired() {
    return PubSubErrors.of(
        StanzaErrorCondition.NOT_AUTHORIZED,
        "presence-subscription-required",
        "A subscription to the user's presence is required.");
  }

  private static Reply notInGroup() {
    return PubSubErrors.of(
        StanzaErrorCondition.NOT_AUTHORIZED, "not-in-roster-group", "You are in no allowed group.");
  }

  private static Reply notSubscribed() {
    return PubSubErrors.of(
        StanzaErrorCondition.NOT_AUTHORIZED, "not-subscribed", "Only subscribers may read.");
  }

  private static Reply closed() {
    return PubSubErrors.of(
        StanzaErrorCondition.NOT_ALLOWED, "closed-node", "You are not on the list of members.");
  }
}
