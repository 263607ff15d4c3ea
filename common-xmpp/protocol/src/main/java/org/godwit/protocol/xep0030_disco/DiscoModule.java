package org.godwit.protocol.xep0030_disco;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * Service Discovery (XEP-0030, version 2.5.0): identities, features and items, with nodes where the
 * target has some. Features come from what the modules declare, without those that are switched off
 * on the virtual host that is asked. Immutable; any thread.
 */
public final class DiscoModule implements XepModule {

  /** The namespace of questions for identities and features. */
  public static final String INFO = "http://jabber.org/protocol/disco#info";

  /** The namespace of questions for items. */
  public static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private static final String QUERY = "query";

  private final List<XepModule> others;
  private final Map<TargetKind, DiscoProfile> profiles;
  private final ModuleSwitches switches;

  /**
   * Creates the module for a service all of whose modules are on.
   *
   * @param others all other modules of the service; their features are named
   * @param profiles how each kind of target presents itself; a kind that is absent is not answered
   */
  public DiscoModule(List<XepModule> others, Map<TargetKind, DiscoProfile> profiles) {
    this(others, profiles, ModuleSwitches.ALL_ON);
  }

  /**
   * Creates the module for a service.
   *
   * @param others all other modules of the service; their features are named
   * @param profiles how each kind of target presents itself; a kind that is absent is not answered
   * @param switches which modules are off
   */
  public DiscoModule(
      List<XepModule> others, Map<TargetKind, DiscoProfile> profiles, ModuleSwitches switches) {
    this.others = List.copyOf(others);
    this.profiles = new EnumMap<>(profiles);
    this.switches = switches;
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
    profiles.forEach((target, profile) -> {
      bindings.add(
          Binding.iqAsync(
              StanzaType.GET,
              target,
              new XmlName(INFO, QUERY),
              (iq, context) -> answerInfo(iq, context, target, profile)));
      bindings.add(
          Binding.iqAsync(
              StanzaType.GET,
              target,
              new XmlName(ITEMS, QUERY),
              (iq, context) -> answerItems(iq, context, target, profile)));
    });
    return bindings;
  }

  /** Returns the features of {@code target} on {@code host}, in alphabetical order. */
  public Set<String> features(TargetKind target, String host) {
    Set<String> named = new TreeSet<>(features());
    for (XepModule module : others) {
      if (switches.isOn(host, module.id())) {
        named.addAll(module.features(target));
      }
    }
    return named;
  }

  // Section 8: whom the account has not admitted learns nothing, not even that it exists. For info
  // that is service-unavailable, for items an empty list.
  private CompletionStage<Reply> answerInfo(
      XmlElement iq, Context context, TargetKind target, DiscoProfile profile) {
    return profile
        .source()
        .admits(target, context)
        .thenCompose(admitted -> {
          if (!admitted) {
            return now(Reply.failure(StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE)));
          }
          String node = node(iq);
          DiscoNode whole = whole(target, context, profile);
          if (node == null || profile.alias().test(info(whole, null), node)) {
            return now(Reply.of(info(whole, node)));
          }
          return profile
              .source()
              .node(context, node)
              .thenApply(found ->
                  found.map(each -> Reply.of(info(each, node))).orElseGet(DiscoModule::noSuchNode));
        });
  }

  private DiscoNode whole(TargetKind target, Context context, DiscoProfile profile) {
    String host = context.domain();
    List<DiscoIdentity> identities =
        profile.identities().stream()
            .filter(each -> each.module() == null || switches.isOn(host, each.module()))
            .toList();
    return new DiscoNode(
        identities, features(target, host), profile.forms().apply(context), List.of());
  }

  /**
   * Returns what {@code target} answers to a question for its identities and features without a
   * node, as the child of the iq.
   *
   * @throws IllegalArgumentException where such a target is not answered here
   */
  public XmlElement info(TargetKind target, Context context) {
    DiscoProfile profile = profiles.get(target);
    if (profile == null) {
      throw new IllegalArgumentException("no profile of " + target);
    }
    return info(whole(target, context, profile), null);
  }

  private static CompletionStage<Reply> answerItems(
      XmlElement iq, Context context, TargetKind target, DiscoProfile profile) {
    return profile
        .source()
        .admits(target, context)
        .thenCompose(admitted -> {
          String node = node(iq);
          if (!admitted) {
            return now(Reply.of(items(List.of(), null)));
          }
          if (node == null) {
            List<DiscoItem> own = profile.items().apply(context);
            return profile
                .source()
                .items(context)
                .thenApply(more -> {
                  List<DiscoItem> all = new ArrayList<>(own);
                  all.addAll(more);
                  return Reply.of(items(all, null));
                });
          }
          return profile
              .source()
              .node(context, node)
              .thenApply(found ->
                  found
                      .map(each -> Reply.of(items(each.items(), node)))
                      .orElseGet(DiscoModule::noSuchNode));
        });
  }

  private static @Nullable String node(XmlElement iq) {
    XmlElement query = iq.firstElement();
    return query == null ? null : query.attribute("node");
  }

  private static Reply noSuchNode() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node."));
  }

  private static XmlElement info(DiscoNode found, @Nullable String node) {
    XmlElement.Builder query = XmlElement.of(INFO, QUERY).attribute("node", node);
    for (DiscoIdentity identity : found.identities()) {
      // The language is said, because XEP-0390, section 4.1 would have it taken from the stream.
      query.child(
          XmlElement.of(INFO, "identity")
              .attribute("category", identity.category())
              .attribute("type", identity.type())
              .attribute(XmlAttribute.XML_NAMESPACE, "lang", "en")
              .attribute("name", identity.name()));
    }
    for (String feature : sorted(found.features())) {
      query.child(XmlElement.of(INFO, "feature").attribute("var", feature));
    }
    found.forms().forEach(query::child);
    return query.build();
  }

  private static Set<String> sorted(Collection<String> features) {
    Set<String> all = new TreeSet<>(features);
    all.add(INFO);
    all.add(ITEMS);
    return all;
  }

  private static XmlElement items(List<DiscoItem> all, @Nullable String node) {
    XmlElement.Builder query = XmlElement.of(ITEMS, QUERY).attribute("node", node);
    for (DiscoItem item : all) {
      query.child(
          XmlElement.of(ITEMS, "item")
              .attribute("jid", item.jid().toString())
              .attribute("node", item.node())
              .attribute("name", item.name()));
    }
    return query.build();
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
