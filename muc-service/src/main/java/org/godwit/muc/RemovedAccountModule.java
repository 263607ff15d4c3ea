package org.godwit.muc;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.muc.room.RemovalRules;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rooms that know a removed account and tells their owners: each drops its affiliation in
 * its turn. Asked by the server alone. Any thread.
 */
final class RemovedAccountModule implements XepModule {

  private final RoomStore store;
  private final StanzaPublisher bus;

  RemovedAccountModule(RoomStore store, StanzaPublisher bus) {
    this.store = store;
    this.bus = bus;
  }

  @Override
  public @Nullable Xep spec() {
    return null;
  }

  @Override
  public String id() {
    return RemovalRules.NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(
            StanzaType.SET,
            TargetKind.SERVER,
            new XmlName(RemovalRules.NAMESPACE, RemovalRules.ELEMENT),
            this::removed));
  }

  private CompletionStage<Reply> removed(XmlElement iq, Context context) {
    XmlElement request = iq.firstElement();
    Jid account = request == null ? null : RemovalRules.accountOf(context.sender(), request);
    if (request == null || account == null) {
      return CompletableFuture.completedFuture(
          Reply.failure(StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE)));
    }
    return store
        .roomsOf(account)
        .thenCompose(rooms ->
            CompletableFuture.allOf(
                rooms.stream()
                    .map(room -> tell(room, context.sender(), request))
                    .toArray(CompletableFuture<?>[]::new)))
        .thenApply(_ -> Reply.empty());
  }

  private CompletableFuture<Void> tell(Jid room, Jid sender, XmlElement request) {
    String id = "removed";
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("from", sender.toString())
            .attribute("to", room.toString())
            .attribute("id", id)
            .attribute("type", "set")
            .child(request)
            .build();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    bus.publish(
        Topics.MUC,
        room.bareText(),
        new Incoming(null, new StanzaHead(StanzaType.SET, id, sender, room, 0), StanzaBytes.of(iq)),
        failure -> {
          if (failure == null) {
            durable.complete(null);
          } else {
            durable.completeExceptionally(failure);
          }
        });
    return durable;
  }
}
