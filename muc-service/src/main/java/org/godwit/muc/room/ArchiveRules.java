package org.godwit.muc.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Queries of a room's archive (XEP-0313, sections 4 and 6.1.2; XEP-0059). Pure. */
public final class ArchiveRules {

  private static final String RSM = "http://jabber.org/protocol/rsm";
  private static final String FORWARD = "urn:xmpp:forward:0";
  private static final Set<String> FIELDS =
      Set.of(DataForm.FORM_TYPE, "start", "end", "with", "after-id", "before-id", "ids");

  private ArchiveRules() {}

  /** Answers a request for the query form (section 4.1.1). */
  static void form(Decision d) {
    if (isRefused(d)) {
      return;
    }
    XmlElement form =
        DataForm.form("form", Muc.MAM)
            .child(DataForm.field("start", "text-single", null, List.of()))
            .child(DataForm.field("end", "text-single", null, List.of()))
            .child(DataForm.field("with", "jid-single", null, List.of()))
            .child(DataForm.field("before-id", "text-single", null, List.of()))
            .child(DataForm.field("after-id", "text-single", null, List.of()))
            .child(
                DataForm.filled("ids", "list-multi", null, List.of())
                    .child(
                        XmlElement.of("http://jabber.org/protocol/xdata-validate", "validate")
                            .attribute("datatype", "xs:string")
                            .child(
                                XmlElement.of(
                                    "http://jabber.org/protocol/xdata-validate", "open"))))
            .build();
    d.answer(XmlElement.of(Muc.MAM, "query").child(form).build());
  }

  /** Asks for the ends of the archive (section 5). */
  static void ends(Decision d) {
    if (!isRefused(d)) {
      d.effect(new Effect.Query(d.sender(), d.in().stanza(), Effect.Query.What.ARCHIVE_ENDS));
    }
  }

  /** Returns what is told about the archive; {@code ends} is null for an empty one. */
  public static XmlElement metadata(@Nullable ArchiveEnds ends) {
    XmlElement.Builder metadata = XmlElement.of(Muc.MAM, "metadata");
    return ends == null
        ? metadata.build()
        : metadata.child(end("start", ends.first())).child(end("end", ends.last())).build();
  }

  private static XmlElement end(String name, ArchiveId id) {
    return XmlElement.of(Muc.MAM, name)
        .attribute("id", id.toString())
        .attribute("timestamp", Muc.stamp(id.receivedAtMs()))
        .build();
  }

  /** Section 6.1.2: who may enter may read. */
  private static boolean isRefused(Decision d) {
    RoomState room = d.room();
    Affiliation affiliation = room.affiliation(d.in().from());
    boolean inside = room.occupantOf(d.in().from()) != null;
    boolean closed =
        room.config().is(ConfigField.MEMBERS_ONLY)
            || room.config().is(ConfigField.PASSWORD_PROTECTED);
    boolean refused =
        affiliation == Affiliation.OUTCAST
            || room.locked()
            || (closed && !inside && !affiliation.isAtLeast(Affiliation.MEMBER));
    if (refused) {
      d.error(StanzaErrorCondition.FORBIDDEN, "You may not read this room's archive.");
    }
    return refused;
  }

  /** Decides about a query. */
  static void query(Decision d, XmlElement query) {
    if (isRefused(d)) {
      return;
    }
    RoomState room = d.room();
    Occupant asking = room.occupantOf(d.in().from());
    boolean showsJids =
        room.showsJidsTo(asking == null ? room.entryRole(d.in().from()) : asking.role());
    DataForm form = DataForm.in(query);
    ArchiveQuery.@Nullable Filter filter = filter(form);
    ArchiveQuery.@Nullable Page page = page(d, query);
    if (filter == null || page == null) {
      boolean unknownId = page == null || namesUnknownId(form);
      d.error(
          unknownId ? StanzaErrorCondition.ITEM_NOT_FOUND : StanzaErrorCondition.BAD_REQUEST,
          unknownId ? "There is no such message." : "The query cannot be understood.");
      return;
    }
    if (filter.with() != null && !showsJids && !filter.with().bare().equals(room.jid())) {
      d.error(StanzaErrorCondition.FORBIDDEN, "You may not know who sent what.");
      return;
    }
    d.effect(
        new Effect.QueryArchive(
            d.sender(),
            new ArchiveQuery(
                d.in().stanza(), query.attribute("queryid"), filter, page, showsJids)));
  }

  private static boolean namesUnknownId(@Nullable DataForm form) {
    if (form == null) {
      return false;
    }
    for (String field : List.of("after-id", "before-id", "ids")) {
      for (String value : form.values().getOrDefault(field, List.of())) {
        if (ArchiveId.parse(value) == null) {
          return true;
        }
      }
    }
    return false;
  }

  private static ArchiveQuery.@Nullable Filter filter(@Nullable DataForm form) {
    if (form == null) {
      return new ArchiveQuery.Filter(0, Long.MAX_VALUE, null, null, List.of(), null);
    }
    if (!form.isOf(Muc.MAM)
        || !form.type().equals("submit")
        || !FIELDS.containsAll(form.values().keySet())) {
      return null;
    }
    Instant start = time(form, "start");
    Instant end = time(form, "end");
    String with = form.value("with");
    Jid sender = with == null ? null : Jid.parse(with);
    ArchiveId after = ArchiveId.parse(form.value("after-id"));
    ArchiveId before = ArchiveId.parse(form.value("before-id"));
    List<ArchiveId> ids = new ArrayList<>();
    for (String text : form.values().getOrDefault("ids", List.of())) {
      ArchiveId id = ArchiveId.parse(text);
      if (id == null) {
        return null;
      }
      ids.add(id);
    }
    boolean wrong =
        (start == null && form.value("start") != null)
            || (end == null && form.value("end") != null)
            || (sender == null && with != null)
            || (after == null && form.value("after-id") != null)
            || (before == null && form.value("before-id") != null);
    return wrong
        ? null
        : new ArchiveQuery.Filter(
            start == null ? 0 : start.toEpochMilli(),
            end == null ? Long.MAX_VALUE : end.toEpochMilli(),
            after,
            before,
            ids,
            sender);
  }

  private static @Nullable Instant time(DataForm form, String field) {
    String text = form.value(field);
    return text == null ? null : HistoryRules.time(text);
  }

  private static ArchiveQuery.@Nullable Page page(Decision d, XmlElement query) {
    int limit = d.env().limits().itemsMax();
    boolean flipped = query.child(Muc.MAM, "flip-page") != null;
    XmlElement set = query.child(RSM, "set");
    if (set == null) {
      return new ArchiveQuery.Page(limit, null, null, false, flipped);
    }
    int max = limit;
    String wanted = Muc.childText(set, "max");
    if (wanted != null) {
      try {
        max = Math.min(limit, Math.max(0, Integer.parseInt(wanted.strip())));
      } catch (NumberFormatException e) {
        return null;
      }
    }
    boolean last = set.child(RSM, "before") != null;
    String afterText = Muc.childText(set, "after");
    String beforeText = Muc.childText(set, "before");
    ArchiveId after = ArchiveId.parse(afterText);
    ArchiveId before = ArchiveId.parse(beforeText);
    if ((after == null && afterText != null) || (before == null && beforeText != null)) {
      return null;
    }
    return new ArchiveQuery.Page(max, after, before, last, flipped);
  }

  /** Returns the stanzas that answer {@code query}, without {@code to}, in order. */
  public static List<XmlElement> answer(Jid room, ArchiveQuery query, ArchiveQuery.Found found) {
    List<ArchivedMessage> messages = found.messages();
    List<XmlElement> stanzas = new ArrayList<>(messages.size() + 1);
    for (ArchivedMessage message : messages) {
      stanzas.add(result(room, query, message));
    }
    if (query.page().flipped()) {
      java.util.Collections.reverse(stanzas);
    }
    XmlElement.Builder set = XmlElement.of(RSM, "set");
    if (!messages.isEmpty()) {
      set.child(
          XmlElement.of(RSM, "first")
              .attribute("index", Long.toString(found.index()))
              .text(messages.getFirst().id().toString()));
      set.child(Muc.text(RSM, "last", messages.getLast().id().toString()));
    }
    set.child(Muc.text(RSM, "count", Long.toString(found.count())));
    XmlElement fin =
        XmlElement.of(Muc.MAM, "fin")
            .attribute("complete", found.complete() ? "true" : null)
            .child(set)
            .build();
    stanzas.add(Iq.result(query.request(), fin).toBuilder().attribute("to", null).build());
    return stanzas;
  }

  private static XmlElement result(Jid room, ArchiveQuery query, ArchivedMessage message) {
    XmlElement.Builder original =
        XmlElement.of(message.stanza().namespace(), message.stanza().localName());
    message
        .stanza()
        .attributes()
        .forEach(each -> original.attribute(each.namespace(), each.localName(), each.value()));
    message.stanza().elements().stream()
        .filter(each -> !each.namespace().equals(Muc.USER))
        .forEach(original::child);
    if (query.showsJids()) {
      original.child(
          Muc.x()
              .child(
                  XmlElement.of(Muc.USER, "item").attribute("jid", message.sender().toString())));
    }
    return Muc.stanza("message", room, null)
        .child(
            XmlElement.of(Muc.MAM, "result")
                .attribute("queryid", query.queryId())
                .attribute("id", message.id().toString())
                .child(
                    XmlElement.of(FORWARD, "forwarded")
                        .child(
                            XmlElement.of(Muc.DELAY, "delay")
                                .attribute("stamp", Muc.stamp(message.id().receivedAtMs())))
                        .child(original)))
        .build();
  }
}
