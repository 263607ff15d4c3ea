package org.godwit.session.xep0313_mam;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlStartTag;
import org.godwit.session.archive.ArchiveEnds;
import org.godwit.session.archive.ArchivePage;
import org.godwit.session.archive.ArchivePreferences;
import org.godwit.session.archive.ArchivedMessage;
import org.jspecify.annotations.Nullable;

/** What the archive says (XEP-0313, sections 4.1.5, 4.2, 4.3 and 5; XEP-0441). Pure. */
final class MamAnswers {

  private static final String NAMESPACE = MamQueryRules.NAMESPACE;
  private static final String RSM = MamQueryRules.RSM;
  private static final String FORMS = MamQueryRules.FORMS;

  private MamAnswers() {}

  /** Returns the results and their end. */
  static Reply found(ArchivePage.Found page, MamRequest.Query request, Context context) {
    List<byte[]> results = new ArrayList<>(page.messages().size());
    for (ArchivedMessage message : page.messages()) {
      results.add(result(message, request.queryId(), context));
    }
    if (request.flipped()) {
      Collections.reverse(results);
    }
    return new Reply.Page(results, fin(page));
  }

  /** Section 4.2; the archived stanza is put in as it is. */
  private static byte[] result(ArchivedMessage message, @Nullable String queryId, Context context) {
    XmlStartTag result = new XmlStartTag(new XmlName(NAMESPACE, "result"));
    if (queryId != null) {
      result.attribute("queryid", queryId);
    }
    result.attribute("id", message.id());
    byte[] delay =
        ("<delay xmlns=\"urn:xmpp:delay\" stamp=\"" + time(message.receivedAtMs()) + "\"/>")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream content =
        new ByteArrayOutputStream(delay.length + message.stanza().length);
    content.writeBytes(delay);
    content.writeBytes(message.stanza());
    byte[] forwarded =
        around(
            new XmlStartTag(new XmlName("urn:xmpp:forward:0", "forwarded")), content.toByteArray());
    XmlStartTag tag = new XmlStartTag(new XmlName(StanzaReader.CLIENT_NAMESPACE, "message"));
    tag.attribute("from", context.target().toString());
    tag.attribute("to", context.sender().toString());
    return around(tag, around(result, forwarded));
  }

  private static byte[] around(XmlStartTag tag, byte[] content) {
    return tag.around(content, 0, content.length);
  }

  private static XmlElement fin(ArchivePage.Found page) {
    XmlElement.Builder set = XmlElement.of(RSM, "set");
    if (!page.messages().isEmpty()) {
      set.child(
          XmlElement.of(RSM, "first")
              .attribute("index", Integer.toString(page.index()))
              .text(page.messages().getFirst().id()));
      set.child(XmlElement.of(RSM, "last").text(page.messages().getLast().id()));
    }
    set.child(XmlElement.of(RSM, "count").text(Integer.toString(page.count())));
    return XmlElement.of(NAMESPACE, "fin")
        .attribute("complete", page.complete() ? "true" : null)
        .child(set)
        .build();
  }

  static XmlElement metadata(ArchiveEnds ends) {
    XmlElement.Builder metadata = XmlElement.of(NAMESPACE, "metadata");
    ArchiveEnds.Mark first = ends.first();
    ArchiveEnds.Mark last = ends.last();
    if (first != null && last != null) {
      metadata.child(mark("start", first)).child(mark("end", last));
    }
    return metadata.build();
  }

  private static XmlElement.Builder mark(String name, ArchiveEnds.Mark mark) {
    return XmlElement.of(NAMESPACE, name)
        .attribute("id", mark.id())
        .attribute("timestamp", time(mark.receivedAtMs()));
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }

  static XmlElement preferences(ArchivePreferences preferences) {
    return XmlElement.of(NAMESPACE, "prefs")
        .attribute("default", preferences.policy().text())
        .child(jids("always", preferences.always()))
        .child(jids("never", preferences.never()))
        .build();
  }

  private static XmlElement jids(String name, List<Jid> jids) {
    XmlElement.Builder list = XmlElement.of(NAMESPACE, name);
    jids.forEach(jid -> list.child(XmlElement.of(NAMESPACE, "jid").text(jid.toString())));
    return list.build();
  }

  /** Section 4.1.5. */
  static XmlElement form() {
    XmlElement.Builder form = XmlElement.of(FORMS, "x").attribute("type", "form");
    form.child(field("hidden", "FORM_TYPE").child(XmlElement.of(FORMS, "value").text(NAMESPACE)));
    form.child(field("jid-single", "with"));
    form.child(field("text-single", "start"));
    form.child(field("text-single", "end"));
    form.child(field("text-single", "before-id"));
    form.child(field("text-single", "after-id"));
    String validate = "http://jabber.org/protocol/xdata-validate";
    form.child(
        field("list-multi", "ids")
            .child(
                XmlElement.of(validate, "validate")
                    .attribute("datatype", "xs:string")
                    .child(XmlElement.of(validate, "open"))));
    form.child(field("boolean", "include-groupchat"));
    return XmlElement.of(NAMESPACE, "query").child(form).build();
  }

  private static XmlElement.Builder field(String type, String name) {
    return XmlElement.of(FORMS, "field").attribute("type", type).attribute("var", name);
  }
}
