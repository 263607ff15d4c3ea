package org.godwit.session.xep0313_mam;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.archive.ArchivePaging;
import org.godwit.session.archive.ArchiveQuery;
import org.jspecify.annotations.Nullable;

/** Reads queries (XEP-0313, sections 4.1 and 4.3; XEP-0059). Pure. */
final class MamQueryRules {

  /** Namespace of queries, results and preferences. */
  static final String NAMESPACE = "urn:xmpp:mam:2";

  /** Namespace of result set management. */
  static final String RSM = "http://jabber.org/protocol/rsm";

  /** Namespace of data forms (XEP-0004). */
  static final String FORMS = "jabber:x:data";

  private static final int DIGITS_MAX = 18;

  private final int pageMax;
  private final int idsMax;

  /**
   * Sets limits.
   *
   * @param pageMax messages of a page, from 1
   * @param idsMax ids that a query may name, from 1
   */
  MamQueryRules(int pageMax, int idsMax) {
    this.pageMax = pageMax;
    this.idsMax = idsMax;
  }

  MamRequest read(XmlElement query) {
    try {
      if (query.attribute("node") != null) {
        throw new Refusal(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node.");
      }
      Map<String, List<String>> fields = fields(query.child(FORMS, "x"));
      List<String> ids = fields.getOrDefault("ids", List.of());
      if (ids.size() > idsMax) {
        throw new Refusal(
            StanzaErrorCondition.POLICY_VIOLATION, "One query may name " + idsMax + " ids.");
      }
      isTrue(single(fields, "include-groupchat"));
      ArchiveQuery asked =
          new ArchiveQuery(
              jid(single(fields, "with")),
              time(fields, "start"),
              time(fields, "end"),
              single(fields, "after-id"),
              single(fields, "before-id"),
              ids,
              paging(query.child(RSM, "set")));
      return new MamRequest.Query(
          asked, query.attribute("queryid"), query.child(NAMESPACE, "flip-page") != null);
    } catch (Refusal refusal) {
      return new MamRequest.Refused(refusal.error);
    }
  }

  private static Map<String, List<String>> fields(@Nullable XmlElement form) throws Refusal {
    Map<String, List<String>> fields = new HashMap<>();
    if (form == null) {
      return fields;
    }
    if (!"submit".equals(form.attribute("type"))) {
      throw bad("The form's type must be submit.");
    }
    for (XmlElement field : form.elements()) {
      if (!field.localName().equals("field") || !field.namespace().equals(FORMS)) {
        continue;
      }
      String name = field.attribute("var");
      List<String> values =
          field.elements().stream()
              .filter(value -> value.localName().equals("value"))
              .map(XmlElement::text)
              .toList();
      if (name == null || fields.putIfAbsent(name, values) != null) {
        throw bad("Each field needs a name of its own.");
      }
      if (!isKnown(name)) {
        // Section 4.1.5.
        throw new Refusal(
            StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED, "Unknown field: " + name + '.');
      }
    }
    if (!NAMESPACE.equals(single(fields, "FORM_TYPE"))) {
      throw bad("FORM_TYPE must be " + NAMESPACE + '.');
    }
    return fields;
  }

  private static boolean isKnown(String field) {
    return switch (field) {
      case "FORM_TYPE",
          "with",
          "start",
          "end",
          "before-id",
          "after-id",
          "ids",
          "include-groupchat" ->
          true;
      default -> false;
    };
  }

  /** Returns the value of a field that has at most one; an empty one counts as none. */
  private static @Nullable String single(Map<String, List<String>> fields, String name)
      throws Refusal {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw bad("The field " + name + " takes one value.");
    }
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }

  private static @Nullable Jid jid(@Nullable String text) throws Refusal {
    if (text == null) {
      return null;
    }
    Jid jid = Jid.parse(text.strip());
    if (jid == null) {
      throw new Refusal(StanzaErrorCondition.JID_MALFORMED, "The field with is not a JID.");
    }
    return jid;
  }

  /** XEP-0082, section 3.2. */
  private static @Nullable Long time(Map<String, List<String>> fields, String name) throws Refusal {
    String text = single(fields, name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.strip()).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw bad("The field " + name + " is not a date and time as in XEP-0082.");
    }
  }

  private static void isTrue(@Nullable String text) throws Refusal {
    if (text != null && !List.of("true", "false", "1", "0").contains(text)) {
      throw bad("The field include-groupchat is true or false.");
    }
  }

  private ArchivePaging paging(@Nullable XmlElement set) throws Refusal {
    if (set == null) {
      return ArchivePaging.first(pageMax);
    }
    int max = Math.min(number(set, "max", pageMax), pageMax);
    int index = number(set, "index", 0);
    String after = text(set, "after");
    XmlElement before = set.child(RSM, "before");
    return new ArchivePaging(
        max,
        after == null || after.isEmpty() ? null : after,
        before == null || before.text().isBlank() ? null : before.text().strip(),
        before != null,
        index);
  }

  private static @Nullable String text(XmlElement set, String name) {
    XmlElement element = set.child(RSM, name);
    return element == null ? null : element.text().strip();
  }

  private static int number(XmlElement set, String name, int otherwise) throws Refusal {
    String text = text(set, name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > DIGITS_MAX) {
      throw bad("The " + name + " of the result set must be a whole number from 0.");
    }
    return (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
  }

  private static Refusal bad(String text) {
    return new Refusal(StanzaErrorCondition.BAD_REQUEST, text);
  }

  /** Ends the reading of a request. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient StanzaError error;

    Refusal(StanzaErrorCondition condition, String text) {
      super(text, null, false, false);
      this.error = StanzaError.of(condition, text);
    }
  }
}
