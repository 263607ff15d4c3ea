package org.godwit.muc.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.DataForm;
import org.godwit.muc.room.Muc;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.room.RoomSummary;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Rooms from outside: read from the database, changed by the rooms' owners, which get the requests
 * of XEP-0045, sections 9 and 10, from the room's own host. Any thread; never blocks.
 */
final class RoomAdministration {

  private static final String ID = "administration";

  private final RoomStore store;
  private final StanzaPublisher bus;
  private final ServedDomains domains;

  RoomAdministration(RoomStore store, StanzaPublisher bus, ServedDomains domains) {
    this.store = store;
    this.bus = bus;
    this.domains = domains;
  }

  /** Returns the host whose rooms are at {@code domain}, or null where there are none. */
  @Nullable String hostOf(String domain) {
    return domains.serviceOf(domain) == ServiceKind.MUC ? domains.hostOf(domain) : null;
  }

  CompletionStage<List<RoomSummary>> list(String domain, String after, int max) {
    return store.all(domain, after, max);
  }

  CompletionStage<Optional<RoomState>> read(Jid room) {
    return store.load(room, 0);
  }

  CompletionStage<Optional<ArchiveQuery.Found>> history(
      Jid room, int max, @Nullable ArchiveId before) {
    return store.find(
        room,
        new ArchiveQuery(
            XmlElement.of(Muc.CLIENT, "iq").build(),
            null,
            new ArchiveQuery.Filter(0, Long.MAX_VALUE, null, null, List.of(), null),
            new ArchiveQuery.Page(max, null, before, true, false),
            true));
  }

  /** Asks the owner to configure the room, or to create it. */
  CompletionStage<Void> configure(Jid room, Map<String, List<String>> fields) {
    XmlElement.Builder form =
        XmlElement.of(DataForm.NAMESPACE, "x")
            .attribute("type", "submit")
            .child(field(DataForm.FORM_TYPE, List.of(Muc.ROOM_CONFIG)));
    fields.forEach((name, values) -> form.child(field(name, values)));
    return tell(room, XmlElement.of(Muc.OWNER, "query").child(form).build());
  }

  private static XmlElement field(String name, List<String> values) {
    XmlElement.Builder field = XmlElement.of(DataForm.NAMESPACE, "field").attribute("var", name);
    values.forEach(
        value -> field.child(XmlElement.of(DataForm.NAMESPACE, "value").text(value).build()));
    return field.build();
  }

  /** Asks the owner to destroy the room. */
  CompletionStage<Void> destroy(Jid room, @Nullable Jid venue, @Nullable String reason) {
    XmlElement.Builder destroy =
        XmlElement.of(Muc.OWNER, "destroy")
            .attribute("jid", venue == null ? null : venue.toString());
    if (reason != null) {
      destroy.child(XmlElement.of(Muc.OWNER, "reason").text(reason).build());
    }
    return tell(room, XmlElement.of(Muc.OWNER, "query").child(destroy).build());
  }

  /** Asks the owner to change an affiliation. */
  CompletionStage<Void> affiliate(
      Jid room, Jid user, String affiliation, @Nullable String nick, @Nullable String reason) {
    XmlElement.Builder item =
        XmlElement.of(Muc.ADMIN, "item")
            .attribute("jid", user.toString())
            .attribute("affiliation", affiliation)
            .attribute("nick", nick);
    if (reason != null) {
      item.child(XmlElement.of(Muc.ADMIN, "reason").text(reason).build());
    }
    return tell(room, XmlElement.of(Muc.ADMIN, "query").child(item).build());
  }

  private CompletionStage<Void> tell(Jid room, XmlElement payload) {
    String host = domains.hostOf(room.domain());
    if (host == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no host of rooms"));
    }
    XmlElement iq =
        XmlElement.of(Muc.CLIENT, "iq")
            .attribute("from", host)
            .attribute("to", room.toString())
            .attribute("id", ID)
            .attribute("type", "set")
            .child(payload)
            .build();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    bus.publish(
        Topics.MUC,
        room.bareText(),
        new Incoming(
            null, new StanzaHead(StanzaType.SET, ID, Jid.of(host), room, 0), StanzaBytes.of(iq)),
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
