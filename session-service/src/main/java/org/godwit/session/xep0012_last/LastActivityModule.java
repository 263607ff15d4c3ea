package org.godwit.session.xep0012_last;

import java.time.Duration;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;

/**
 * Last Activity (XEP-0012, version 2.0): of the server, and of accounts for those who may see their
 * presence. Any thread.
 */
public final class LastActivityModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "jabber:iq:last";

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private final LastActivityStore store;
  private final Instant started;

  /**
   * Creates the module.
   *
   * @param store knows who was seen when
   * @param started when this server started
   */
  public LastActivityModule(LastActivityStore store, Instant started) {
    this.store = store;
    this.started = started;
  }

  @Override
  public Xep spec() {
    return new Xep(12, "2.0", Xep.Status.COMPLETE);
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
        Binding.iq(StanzaType.GET, TargetKind.SERVER, QUERY, this::uptime),
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, QUERY, this::ofAccount));
  }

  /** Section 5. */
  private Reply uptime(XmlElement iq, Context context) {
    return seconds(Duration.between(started, context.now()), "");
  }

  /** Section 3. */
  private CompletionStage<Reply> ofAccount(XmlElement iq, Context context) {
    if (context.isOwnAccount()) {
      // Who asks is connected.
      return CompletableFuture.completedFuture(seconds(Duration.ZERO, ""));
    }
    return store
        .maySee(context.target(), context.sender().bare())
        .thenCompose(allowed -> {
          if (!allowed) {
            return CompletableFuture.completedFuture(
                Reply.failure(StanzaError.of(StanzaErrorCondition.FORBIDDEN)));
          }
          return context.available().isEmpty()
              ? store.find(context.target()).thenApply(seen -> offline(seen.orElse(null), context))
              : CompletableFuture.completedFuture(seconds(Duration.ZERO, ""));
        });
  }

  private static Reply offline(LastActivityStore.@Nullable Seen seen, Context context) {
    return seen == null
        ? Reply.failure(
            StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "The user was never online."))
        : seconds(Duration.between(seen.at(), context.now()), seen.status());
  }

  private static Reply seconds(Duration since, String status) {
    return Reply.of(
        XmlElement.of(NAMESPACE, "query")
            .attribute("seconds", Long.toString(Math.max(0, since.toSeconds())))
            .text(status)
            .build());
  }
}
