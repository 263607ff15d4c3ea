package org.godwit.session.xep0136_archive;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlNode;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.session.archive.ArchiveCollections.Collection;
import org.godwit.session.archive.ArchiveCollections.Page;
import org.godwit.session.archive.ArchivePage;
import org.godwit.session.archive.ArchivePreferences;
import org.godwit.session.archive.ArchivedMessage;
import org.jspecify.annotations.Nullable;

/** Writes answers about collections and preferences (XEP-0136). Pure. */
final class CollectionAnswers {

  private static final String NAMESPACE = CollectionsModule.NAMESPACE;
  private static final String RSM = CollectionRequests.RSM;

  private CollectionAnswers() {}

  /** Section 7.1. */
  static XmlElement list(Page page) {
    XmlElement.Builder list = XmlElement.of(NAMESPACE, "list");
    for (Collection each : page.collections()) {
      list.child(
          XmlElement.of(NAMESPACE, "chat")
              .attribute("with", each.with().toString())
              .attribute("start", CollectionRequests.text(each.startMs())));
    }
    if (page.count() > 0) {
      List<Collection> all = page.collections();
      list.child(
          set(
              all.isEmpty() ? null : CollectionRequests.idOf(all.getFirst()),
              all.isEmpty() ? null : CollectionRequests.idOf(all.getLast()),
              page.index(),
              page.count()));
    }
    return list.build();
  }

  private static XmlElement.Builder set(
      @Nullable String first, @Nullable String last, int index, int count) {
    XmlElement.Builder set = XmlElement.of(RSM, "set");
    if (first != null && last != null) {
      set.child(
          XmlElement.of(RSM, "first").attribute("index", Integer.toString(index)).text(first));
      set.child(XmlElement.of(RSM, "last").text(last));
    }
    return set.child(XmlElement.of(RSM, "count").text(Integer.toString(count)));
  }

  /**
   * Section 7.2: each message with the seconds since the one before, the first one of the
   * collection since its start (section 4.6); the first one of a later page with its time.
   */
  static XmlElement chat(ArchivePage.Found page, Jid owner, Jid with, long startMs) {
    XmlElement.Builder chat =
        XmlElement.of(NAMESPACE, "chat")
            .attribute("with", with.toString())
            .attribute("start", CollectionRequests.text(startMs));
    // Counted in whole seconds from the start, so that their sum stays true.
    long before = page.index() == 0 ? 0 : -1;
    for (ArchivedMessage each : page.messages()) {
      long seconds = Math.max(0, each.receivedAtMs() - startMs) / 1000;
      chat.child(message(each, owner, before < 0 ? -1 : seconds - before));
      before = seconds;
    }
    if (page.count() > 0) {
      List<ArchivedMessage> all = page.messages();
      chat.child(
          set(
              all.isEmpty() ? null : all.getFirst().id(),
              all.isEmpty() ? null : all.getLast().id(),
              page.index(),
              page.count()));
    }
    return chat.build();
  }

  private static XmlElement.Builder message(ArchivedMessage message, Jid owner, long seconds) {
    XmlElement stanza = parsed(message.stanza());
    String from = stanza.attribute("from");
    Jid sender = from == null ? null : Jid.parse(from);
    boolean own = sender == null || sender.bare().equals(owner);
    XmlElement.Builder entry = XmlElement.of(NAMESPACE, own ? "to" : "from");
    if (seconds < 0) {
      entry.attribute("utc", CollectionRequests.text(message.receivedAtMs()));
    } else {
      entry.attribute("secs", Long.toString(seconds));
    }
    stanza.elements().forEach(child -> entry.child(inCollection(child)));
    return entry;
  }

  /** Bodies and their like are in the collection's namespace. */
  private static XmlElement inCollection(XmlElement child) {
    if (!child.namespace().equals(StanzaReader.CLIENT_NAMESPACE)) {
      return child;
    }
    XmlElement.Builder copy = XmlElement.of(NAMESPACE, child.localName());
    child.attributes().forEach(a -> copy.attribute(a.namespace(), a.localName(), a.value()));
    for (XmlNode node : child.children()) {
      switch (node) {
        case XmlElement element -> copy.child(element);
        case XmlNode.Text text -> copy.text(text.value());
      }
    }
    return copy.build();
  }

  private static XmlElement parsed(byte[] stanza) {
    try {
      return XmlReader.parse(stanza);
    } catch (XmlException e) {
      throw new IllegalArgumentException("an archived stanza cannot be read", e);
    }
  }

  /** Section 2.3. */
  static XmlElement preferences(ArchivePreferences preferences) {
    boolean auto = preferences.policy() != ArchivePreferences.Policy.NEVER;
    XmlElement.Builder pref =
        XmlElement.of(NAMESPACE, "pref")
            .child(XmlElement.of(NAMESPACE, "auto").attribute("save", Boolean.toString(auto)))
            .child(
                XmlElement.of(NAMESPACE, "default")
                    .attribute("otr", "concede")
                    .attribute("save", auto ? "message" : "false"));
    items(preferences).forEach(pref::child);
    method(pref, "auto", "prefer");
    method(pref, "local", "concede");
    method(pref, "manual", "forbid");
    return pref.build();
  }

  private static List<XmlElement> items(ArchivePreferences preferences) {
    List<XmlElement> items = new ArrayList<>();
    preferences.always().forEach(jid -> items.add(item(jid, "message")));
    preferences.never().forEach(jid -> items.add(item(jid, "false")));
    return items;
  }

  private static XmlElement item(Jid jid, String save) {
    return XmlElement.of(NAMESPACE, "item")
        .attribute("jid", jid.toString())
        .attribute("otr", "concede")
        .attribute("save", save)
        .build();
  }

  private static void method(XmlElement.Builder pref, String type, String use) {
    pref.child(XmlElement.of(NAMESPACE, "method").attribute("type", type).attribute("use", use));
  }
}
