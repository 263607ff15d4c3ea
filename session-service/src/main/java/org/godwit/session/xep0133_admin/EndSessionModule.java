package org.godwit.session.xep0133_admin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.account.AccountRemovals;
import org.jspecify.annotations.Nullable;

/**
 * Ends an account's streams at its owner, when the server itself asks for that: the second half of
 * "end user session" (XEP-0133, section 4.5); and erases what is kept of an account that
 * auth-service has removed. Any thread.
 */
public final class EndSessionModule implements XepModule {

  private static final String NAMESPACE = "urn:godwit:admin";
  private static final String ELEMENT = "end-session";
  private static final String REMOVED = "account-removed";

  private final AccountRemovals removals;
  private final ServedDomains domains;
  private final Function<Jid, CompletionStage<Boolean>> erasure;

  /**
   * Creates the module.
   *
   * @param erasure erases what modules keep of an account; never fails
   */
  public EndSessionModule(
      AccountRemovals removals,
      ServedDomains domains,
      Function<Jid, CompletionStage<Boolean>> erasure) {
    this.removals = removals;
    this.domains = domains;
    this.erasure = erasure;
  }

  /** Returns the request that {@code domain} sends about all streams of {@code whom}, or of one. */
  static OutgoingStanza request(Jid domain, Jid whom, String id) {
    Jid account = whom.bare();
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("from", domain.toString())
            .attribute("to", account.toString())
            .attribute("id", id)
            .attribute("type", "set")
            .child(XmlElement.of(NAMESPACE, ELEMENT).attribute("resource", whom.resource()))
            .build();
    return new OutgoingStanza(new StanzaHead(StanzaType.SET, id, domain, account, 0), iq);
  }

  @Override
  public @Nullable Xep spec() {
    return null;
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iq(StanzaType.SET, TargetKind.ACCOUNT, new XmlName(NAMESPACE, ELEMENT), this::end),
        Binding.iqAsync(
            StanzaType.SET,
            TargetKind.ACCOUNT,
            new XmlName(NAMESPACE, REMOVED),
            (iq, context) -> removed(context)));
  }

  private Reply end(XmlElement iq, Context context) {
    if (!isFromServer(context)) {
      return refused();
    }
    XmlElement wish = iq.child(NAMESPACE, ELEMENT);
    removals.ended(context.target(), wish == null ? null : wish.attribute("resource"));
    return Reply.empty();
  }

  /** The account is gone from auth-service: what is kept of it here goes, and its streams end. */
  private CompletionStage<Reply> removed(Context context) {
    if (!isFromServer(context)) {
      return CompletableFuture.completedFuture(refused());
    }
    return removals
        .left(context.target())
        .thenCompose(_ -> erasure.apply(context.target()))
        .thenApply(erased -> {
          removals.removed(context.target());
          return Reply.empty();
        });
  }

  /**
   * A client's address has a localpart, which its gateway vouches for. A host that is served no
   * more still removes its own accounts.
   */
  private boolean isFromServer(Context context) {
    Jid sender = context.sender();
    return sender.isDomain()
        && (domains.isHost(sender.domain()) || sender.domain().equals(context.target().domain()));
  }

  private static Reply refused() {
    return Reply.failure(StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE));
  }
}
