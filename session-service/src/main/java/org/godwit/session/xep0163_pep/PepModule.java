package org.godwit.session.xep0163_pep;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.access.ContactAccess;

/**
 * Personal Eventing (XEP-0163, version 1.2.2) with what it needs of Publish-Subscribe (XEP-0060,
 * version 1.26.0). Not there: collections, subscription options, leases, several subscriptions of
 * one address, and the message by which owners approve subscriptions. Any thread.
 */
public final class PepModule implements XepModule {

  private static final String NAMESPACE = PublishRequests.NAMESPACE;
  private static final XmlName PUBSUB = new XmlName(NAMESPACE, "pubsub");
  private static final XmlName OWNER = new XmlName(OwnerRequests.NAMESPACE, "pubsub");

  private static final List<String> FEATURES =
      List.of(
          "access-authorize",
          "access-open",
          "access-presence",
          "access-roster",
          "access-whitelist",
          "auto-create",
          "auto-subscribe",
          "config-node",
          "config-node-max",
          "create-and-configure",
          "create-nodes",
          "delete-items",
          "delete-nodes",
          "filtered-notifications",
          "item-ids",
          "last-published",
          "manage-subscriptions",
          "member-affiliation",
          "meta-data",
          "modify-affiliations",
          "multi-items",
          "outcast-affiliation",
          "persistent-items",
          "presence-notifications",
          "presence-subscribe",
          "publish",
          "publish-node-full",
          "publish-only-affiliation",
          "publish-options",
          "publisher-affiliation",
          "purge-nodes",
          "retract-items",
          "retrieve-affiliations",
          "retrieve-default",
          "retrieve-items",
          "retrieve-subscriptions",
          "rsm",
          "subscribe");

  private static final Set<String> PRIVATE_DATA =
      Set.of(
          NAMESPACE + "#access-whitelist",
          NAMESPACE + "#persistent-items",
          NAMESPACE + "#publish-options");

  private final PepTurns turns;
  private final Function<Supplier<Reply>, CompletionStage<Reply>> calls;
  private final PepStore store;
  private final PepLimits limits;
  private final List<NodeFollower> followers;
  private final Notifications notifications;
  private final PublishRequests publishing;
  private final SubscriberRequests subscribing;
  private final OwnerRequests owning;

  /**
   * Creates the module.
   *
   * @param store keeps the nodes
   * @param contacts knows who may see whom
   * @param limits how much an account may keep
   * @param calls runs what may block
   * @param followers keep nodes in step with others
   */
  public PepModule(
      PepStore store,
      ContactAccess contacts,
      PepLimits limits,
      Function<Supplier<Reply>, CompletionStage<Reply>> calls,
      List<NodeFollower> followers) {
    this.turns = new PepTurns(calls);
    this.calls = calls;
    this.store = store;
    this.limits = limits;
    this.followers = List.copyOf(followers);
    this.notifications = new Notifications(contacts);
    this.publishing = new PublishRequests(store, notifications, limits);
    this.subscribing = new SubscriberRequests(store, limits);
    this.owning = new OwnerRequests(store, notifications, publishing, limits);
  }

  @Override
  public Xep spec() {
    return new Xep(163, "1.2.2", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "pep";
  }

  @Override
  public Set<String> features() {
    Set<String> features = new TreeSet<>();
    features.add(NAMESPACE);
    for (String feature : FEATURES) {
      features.add(NAMESPACE + '#' + feature);
    }
    return features;
  }

  /**
   * The server itself is no pubsub service (section 6), but says what clients ask it before they
   * store private data (XEP-0223, section 5).
   */
  @Override
  public Set<String> features(TargetKind target) {
    return switch (target) {
      case ACCOUNT -> features();
      case SERVER -> PRIVATE_DATA;
      case NODE -> Set.of();
    };
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, PUBSUB, turn(this::read)),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, PUBSUB, turn(this::write)),
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, OWNER, turn(this::ownerReads)),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, OWNER, turn(this::ownerWrites)));
  }

  @FunctionalInterface
  private interface Request {
    Reply answer(PepCall call, XmlElement pubsub, XmlElement child);
  }

  private Binding.AsyncIqHandler turn(Request request) {
    return (iq, context) -> turns.take(context.target(), () -> answer(request, iq, context));
  }

  private Reply answer(Request request, XmlElement iq, Context context) {
    XmlElement pubsub = iq.firstElement();
    XmlElement child = pubsub == null ? null : pubsub.firstElement();
    if (pubsub == null || child == null) {
      return PubSubErrors.plain(StanzaErrorCondition.BAD_REQUEST, "The request is empty.");
    }
    PepCall call = call(iq, context);
    return request.answer(call, pubsub, child);
  }

  private PepCall call(XmlElement iq, Context context) {
    return new PepCall(
        context.target(),
        context.sender(),
        notifications.visitor(context.target(), context.sender()),
        iq.attribute("id"),
        context.now());
  }

  /**
   * Lets {@code work} read and change the nodes of the account that {@code context} is about, in
   * its turn among the requests to it; the answer brings the notifications about.
   */
  public CompletionStage<Reply> turn(
      XmlElement iq, Context context, Function<NodeChanges, Reply> work) {
    return turns.take(
        context.target(),
        () -> {
          NodeChanges account = changes(call(iq, context));
          return account.with(work.apply(account));
        });
  }

  /** Lets {@code work} read nodes at once. */
  public CompletionStage<Reply> read(
      XmlElement iq, Context context, Function<NodeChanges, Reply> work) {
    return calls.apply(() -> work.apply(changes(call(iq, context))));
  }

  private NodeChanges changes(PepCall call) {
    return new NodeChanges(call, store, notifications, limits);
  }

  /** Lets followers change what goes with the node that a request has changed. */
  private Reply followed(PepCall call, XmlElement request, Reply reply) {
    String node = request.attribute("node");
    if (node == null || !(reply instanceof Reply.Result)) {
      return reply;
    }
    Reply all = reply;
    for (NodeFollower follower : followers) {
      if (follower.nodes().contains(node)) {
        NodeChanges account = changes(call);
        follower.changed(account, node);
        all = account.with(all);
      }
    }
    return all;
  }

  private Reply read(PepCall call, XmlElement pubsub, XmlElement child) {
    return switch (child.localName()) {
      case "items" -> subscribing.items(call, pubsub, child);
      case "subscriptions" -> subscribing.subscriptions(call, child);
      case "affiliations" -> subscribing.affiliations(call, child);
      case "options" -> PubSubErrors.unsupported("subscription-options");
      case "default" -> PubSubErrors.unsupported("retrieve-default-sub");
      default -> unknown();
    };
  }

  private Reply write(PepCall call, XmlElement pubsub, XmlElement child) {
    return switch (child.localName()) {
      case "publish" -> followed(call, child, publishing.publish(call, pubsub, child));
      case "retract" -> followed(call, child, publishing.retract(call, child));
      case "create" -> owning.create(call, pubsub, child);
      case "subscribe" -> subscribing.subscribe(call, child);
      case "unsubscribe" -> subscribing.unsubscribe(call, child);
      case "options" -> PubSubErrors.unsupported("subscription-options");
      default -> {
        // The order of children is not given: options may come first.
        XmlElement publish = pubsub.child(NAMESPACE, "publish");
        XmlElement create = pubsub.child(NAMESPACE, "create");
        yield publish != null
            ? followed(call, publish, publishing.publish(call, pubsub, publish))
            : create != null ? owning.create(call, pubsub, create) : unknown();
      }
    };
  }

  private Reply ownerReads(PepCall call, XmlElement pubsub, XmlElement child) {
    return switch (child.localName()) {
      case "configure", "affiliations", "subscriptions" -> owning.get(call, child);
      case "default" -> OwnerRequests.defaults();
      default -> unknown();
    };
  }

  private Reply ownerWrites(PepCall call, XmlElement pubsub, XmlElement child) {
    return switch (child.localName()) {
      case "configure" -> owning.configure(call, child);
      case "delete" -> followed(call, child, owning.delete(call, child));
      case "purge" -> followed(call, child, owning.purge(call, child));
      case "affiliations" -> owning.affiliations(call, child);
      case "subscriptions" -> owning.subscriptions(call, child);
      default -> unknown();
    };
  }

  private static Reply unknown() {
    return PubSubErrors.plain(
        StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED, "That request is not known.");
  }
}
