package org.godwit.session.xep0163_pep;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.access.OwnAccountOnly;

/** An account with a pubsub service, for tests of modules that work on it. One thread. */
public final class PepAccount {

  private final Jid owner;
  private final PepModule module;
  private final List<String> notified = new ArrayList<>();
  private int n;

  /** Makes the account. */
  public PepAccount(String owner, NodeFollower... followers) {
    this.owner = Jid.of(owner);
    this.module =
        new PepModule(
            new FakePepStore(),
            new OwnAccountOnly(),
            new PepLimits(20, 20, 4000, 10, 100_000),
            call -> CompletableFuture.completedFuture(call.get()),
            List.of(followers));
  }

  /** Returns its pubsub service. */
  public PepModule module() {
    return module;
  }

  /** Asks {@code asked} on behalf of the account; returns the answer, or the refusal. */
  public String ask(XepModule asked, String type, String payload) {
    return ask(asked, Objects.requireNonNull(owner.withResource("r")), type, payload);
  }

  /** Asks {@code asked} about the account on behalf of {@code sender}. */
  public String ask(XepModule asked, Jid sender, String type, String payload) {
    n++;
    notified.clear();
    XmlElement iq =
        element(
            "<iq xmlns='jabber:client' type='" + type + "' id='i" + n + "'>" + payload + "</iq>");
    Reply reply =
        new IqDispatcher(new ModuleIndex(List.of(asked)), StanzaErrorCondition.SERVICE_UNAVAILABLE)
            .dispatch(
                iq,
                TargetKind.ACCOUNT,
                new Context(owner.domain(), sender, owner, Instant.ofEpochSecond(n)))
            .toCompletableFuture()
            .join();
    return switch (reply) {
      case Reply.Result result -> {
        result.stanzas().forEach(this::note);
        yield result.payload() == null ? "" : XmlWriter.toText(result.payload());
      }
      case Reply.Page _ -> throw new IllegalStateException("no module here answers with a page");
      case Reply.Failure failure -> failure.error().condition().element();
    };
  }

  private void note(OutgoingStanza stanza) {
    XmlElement event = Objects.requireNonNull(stanza.stanza().firstElement());
    XmlElement items = Objects.requireNonNull(event.firstElement());
    notified.add(Objects.requireNonNull(items.attribute("node")));
  }

  /** Returns the nodes of which the last request has notified the account, in order. */
  public List<String> notifiedNodes() {
    return List.copyOf(notified);
  }

  /** Returns the element in {@code text}. */
  public XmlElement element(String text) {
    try {
      return XmlReader.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
