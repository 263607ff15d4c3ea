package org.godwit.muc;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.godwit.muc.room.RoomStore;
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
 * The service that rooms live at (XEP-0045, sections 6.1 to 6.3): what it is, and its list of
 * public rooms, page by page (XEP-0059). Immutable; any thread.
 */
final class MucServiceModule implements XepModule {

  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String ITEMS = "http://jabber.org/protocol/disco#items";
  private static final String QUERY = "query";

  private final RoomStore store;
  private final int pageMax;
  private final Set<String> others;

  /**
   * Makes the module.
   *
   * @param store knows the rooms
   * @param pageMax how many rooms a page has at most
   * @param others features of the other modules
   */
  MucServiceModule(RoomStore store, int pageMax, Set<String> others) {
    this.store = store;
    this.pageMax = pageMax;
    this.others = Set.copyOf(others);
  }

  @Override
  public Xep spec() {
    return new Xep(45, "1.35.5", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "muc";
  }

  @Override
  public Set<String> features() {
    return Set.of(
        INFO,
        ITEMS,
        RoomPages.RSM,
        "http://jabber.org/protocol/muc",
        "http://jabber.org/protocol/muc#stable_id",
        "urn:xmpp:occupant-id:0",
        "vcard-temp");
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iq(
            StanzaType.GET, TargetKind.SERVER, new XmlName(INFO, QUERY), (iq, c) -> info(iq)),
        Binding.iqAsync(StanzaType.GET, TargetKind.SERVER, new XmlName(ITEMS, QUERY), this::items));
  }

  private Reply info(XmlElement iq) {
    if (hasNode(iq)) {
      return noSuchNode();
    }
    XmlElement.Builder query = XmlElement.of(INFO, QUERY);
    query.child(
        XmlElement.of(INFO, "identity")
            .attribute("category", "conference")
            .attribute("type", "text")
            .attribute("name", "Godwit rooms"));
    Set<String> all = new TreeSet<>(others);
    all.addAll(features());
    all.forEach(feature -> query.child(XmlElement.of(INFO, "feature").attribute("var", feature)));
    return Reply.of(query.build());
  }

  private static boolean hasNode(XmlElement iq) {
    XmlElement query = iq.firstElement();
    return query != null && query.attribute("node") != null;
  }

  private static Reply noSuchNode() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node."));
  }

  private CompletionStage<Reply> items(XmlElement iq, Context context) {
    XmlElement query = iq.firstElement();
    XmlElement set = query == null ? null : query.child(RoomPages.RSM, "set");
    RoomStore.ListQuery page = RoomPages.asked(set, pageMax);
    if (hasNode(iq) || page == null) {
      return java.util.concurrent.CompletableFuture.completedFuture(
          page == null
              ? Reply.failure(
                  StanzaError.of(
                      StanzaErrorCondition.BAD_REQUEST, "The page cannot be understood."))
              : noSuchNode());
    }
    return store
        .list(context.target().domain(), RoomStore.Search.ALL, page)
        .thenApply(found -> Reply.of(list(found, set != null)));
  }

  private XmlElement list(RoomStore.Listing found, boolean paged) {
    XmlElement.Builder query = XmlElement.of(ITEMS, QUERY);
    for (RoomStore.Listed room : found.rooms()) {
      query.child(
          XmlElement.of(ITEMS, "item")
              .attribute("jid", room.jid().toString())
              .attribute("name", room.name()));
    }
    if (paged || found.count() > found.rooms().size()) {
      query.child(RoomPages.found(found));
    }
    return query.build();
  }
}
