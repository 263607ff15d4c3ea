package org.godwit.session.xep0049_private;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** Private XML Storage (XEP-0049, version 1.2). Any thread. */
public final class PrivateModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "jabber:iq:private";

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private final PrivateStore store;
  private final Limits limits;
  private final @Nullable SharedElement shared;

  /**
   * How much an account may keep.
   *
   * @param elements elements of one account
   * @param bytes size of one element as XML
   */
  public record Limits(int elements, int bytes) {}

  /**
   * Creates the module.
   *
   * @param shared an element that is kept elsewhere; null for none
   */
  public PrivateModule(PrivateStore store, Limits limits, @Nullable SharedElement shared) {
    this.store = store;
    this.limits = limits;
    this.shared = shared;
  }

  @Override
  public Xep spec() {
    return new Xep(49, "1.2", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, QUERY, this::get),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, QUERY, this::set));
  }

  private CompletionStage<Reply> get(XmlElement iq, Context context) {
    List<XmlElement> asked = children(iq);
    Reply refused = refusal(asked, context);
    if (refused == null && asked.size() > 1) {
      // Section 2: not more than one namespace in a single request.
      refused = failure(StanzaErrorCondition.NOT_ACCEPTABLE, "Ask for one element at a time.");
    }
    if (refused != null) {
      return CompletableFuture.completedFuture(refused);
    }
    XmlElement name = asked.getFirst();
    if (shared != null && shared.covers(name.name(), context.domain())) {
      return shared.get(iq, context);
    }
    return store
        .find(context.target(), name.name())
        .thenApply(found -> {
          // What is not there is returned as it was asked for.
          XmlElement element =
              found.orElseGet(() -> new XmlElement(name.name(), List.of(), List.of()));
          return Reply.of(XmlElement.of(NAMESPACE, "query").child(element).build());
        });
  }

  private CompletionStage<Reply> set(XmlElement iq, Context context) {
    List<XmlElement> elements = children(iq);
    Reply refused = refusal(elements, context);
    if (refused != null) {
      return CompletableFuture.completedFuture(refused);
    }
    for (XmlElement element : elements) {
      if (XmlWriter.toBytes(element).length > limits.bytes()) {
        return CompletableFuture.completedFuture(
            failure(
                StanzaErrorCondition.NOT_ACCEPTABLE,
                "An element has at most " + limits.bytes() + " bytes."));
      }
    }
    List<XmlElement> own = new ArrayList<>(elements);
    if (shared == null || !own.removeIf(each -> shared.covers(each.name(), context.domain()))) {
      return save(context, elements);
    }
    XmlElement other =
        elements.stream().filter(each -> !own.contains(each)).reduce((a, b) -> b).orElseThrow();
    CompletionStage<Reply> first =
        own.isEmpty() ? CompletableFuture.completedFuture(Reply.empty()) : save(context, own);
    return first.thenCompose(reply ->
        reply instanceof Reply.Failure
            ? CompletableFuture.completedFuture(reply)
            : shared.set(iq, context, other));
  }

  private CompletionStage<Reply> save(Context context, List<XmlElement> elements) {
    return store
        .save(context.target(), elements, limits.elements())
        .thenApply(kept ->
            kept
                ? Reply.empty()
                : failure(
                    StanzaErrorCondition.RESOURCE_CONSTRAINT,
                    "An account keeps at most " + limits.elements() + " elements."));
  }

  private static List<XmlElement> children(XmlElement iq) {
    XmlElement query = iq.firstElement();
    return query == null ? List.of() : query.elements();
  }

  /** Section 3. */
  private static @Nullable Reply refusal(List<XmlElement> elements, Context context) {
    if (!context.isOwnAccount()) {
      return failure(StanzaErrorCondition.FORBIDDEN, "Private data is its owner's alone.");
    }
    if (elements.isEmpty()) {
      return failure(StanzaErrorCondition.NOT_ACCEPTABLE, "There is no element.");
    }
    for (XmlElement element : elements) {
      if (isReserved(element.namespace())) {
        return failure(
            StanzaErrorCondition.NOT_ACCEPTABLE,
            "An element needs a namespace of its own that is not reserved.");
      }
    }
    return null;
  }

  private static boolean isReserved(String namespace) {
    return namespace.isEmpty()
        || namespace.startsWith("jabber:")
        || namespace.startsWith("http://jabber.org/")
        || namespace.equals("vcard-temp");
  }

  private static Reply failure(StanzaErrorCondition condition, String text) {
    return Reply.failure(StanzaError.of(condition, text));
  }
}
