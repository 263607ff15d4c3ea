package org.godwit.protocol.xep0030_disco;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;

/**
 * Service Discovery (XEP-0030) of the entities that one service answers for. Immutable; any thread.
 *
 * <p>{@link TargetKind#SERVER} names the features of all modules; another target those of the
 * modules that bind a request to it. An account answers its owner alone: to anybody else it looks
 * like an account that does not exist (section 8). No node is known: one that is asked for is
 * {@code item-not-found}.
 */
public final class DiscoModule implements XepModule {

  /** The namespace of information requests, and a feature. */
  public static final String INFO = "http://jabber.org/protocol/disco#info";

  /** The namespace of item requests, and a feature. */
  public static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private static final String QUERY = "query";

  private final Map<TargetKind, DiscoProfile> profiles;
  private final Map<TargetKind, Set<String>> features = new EnumMap<>(TargetKind.class);

  /**
   * Creates the module for a service.
   *
   * @param others all other modules of the service; their features are named
   * @param profiles how each kind of target presents itself; a kind that is absent is not answered
   */
  public DiscoModule(List<XepModule> others, Map<TargetKind, DiscoProfile> profiles) {
    this.profiles = new EnumMap<>(profiles);
    for (TargetKind target : this.profiles.keySet()) {
      Set<String> named = new TreeSet<>(features());
      for (XepModule module : others) {
        if (target == TargetKind.SERVER || binds(module, target)) {
          named.addAll(module.features());
        }
      }
      features.put(target, named);
    }
  }

  private static boolean binds(XepModule module, TargetKind target) {
    return module.bindings().stream().anyMatch(binding -> binding.target() == target);
  }

  @Override
  public Xep spec() {
    return new Xep(30, "2.5.0", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "disco";
  }

  @Override
  public Set<String> features() {
    return Set.of(INFO, ITEMS);
  }

  @Override
  public List<Binding> bindings() {
    List<Binding> bindings = new ArrayList<>();
    for (Map.Entry<TargetKind, DiscoProfile> entry : profiles.entrySet()) {
      TargetKind target = entry.getKey();
      DiscoProfile profile = entry.getValue();
      XmlElement info = info(profile, features.getOrDefault(target, Set.of()));
      bindings.add(
          Binding.iq(
              StanzaType.GET,
              target,
              new XmlName(INFO, QUERY),
              (iq, context) -> answerInfo(iq, context, target, info)));
      bindings.add(
          Binding.iq(
              StanzaType.GET,
              target,
              new XmlName(ITEMS, QUERY),
              (iq, context) -> answerItems(iq, context, target, profile)));
    }
    return bindings;
  }

  // Section 8: whom the account has not admitted learns nothing, not even that it exists. For info
  // that is service-unavailable, for items an empty list.
  private static boolean isClosed(TargetKind target, Context context) {
    return target == TargetKind.ACCOUNT && !context.isOwnAccount();
  }

  private static Reply answerInfo(
      XmlElement iq, Context context, TargetKind target, XmlElement info) {
    if (isClosed(target, context)) {
      return Reply.failure(StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE));
    }
    return hasNode(iq) ? noSuchNode() : Reply.of(info);
  }

  private static Reply answerItems(
      XmlElement iq, Context context, TargetKind target, DiscoProfile profile) {
    if (isClosed(target, context)) {
      return Reply.of(XmlElement.of(ITEMS, QUERY).build());
    }
    return hasNode(iq) ? noSuchNode() : Reply.of(items(profile, context));
  }

  private static boolean hasNode(XmlElement iq) {
    XmlElement query = iq.firstElement();
    return query != null && query.attribute("node") != null;
  }

  private static Reply noSuchNode() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node."));
  }

  private static XmlElement info(DiscoProfile profile, Set<String> features) {
    XmlElement.Builder query = XmlElement.of(INFO, QUERY);
    for (DiscoIdentity identity : profile.identities()) {
      query.child(
          XmlElement.of(INFO, "identity")
              .attribute("category", identity.category())
              .attribute("type", identity.type())
              .attribute("name", identity.name()));
    }
    for (String feature : features) {
      query.child(XmlElement.of(INFO, "feature").attribute("var", feature));
    }
    return query.build();
  }

  private static XmlElement items(DiscoProfile profile, Context context) {
    XmlElement.Builder query = XmlElement.of(ITEMS, QUERY);
    for (DiscoItem item : profile.items().apply(context)) {
      query.child(
          XmlElement.of(ITEMS, "item")
              .attribute("jid", item.jid().toString())
              .attribute("node", item.node())
              .attribute("name", item.name()));
    }
    return query.build();
  }
}
