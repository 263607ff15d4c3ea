package org.godwit.session.roster;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Rosters as XML, in {@value #NAMESPACE} (RFC 6121, section 2.1). Pure. */
public final class RosterXml {

  /** Namespace of rosters. */
  public static final String NAMESPACE = "jabber:iq:roster";

  private RosterXml() {}

  /**
   * How large an item may be.
   *
   * @param nameCharsMax characters of a name
   * @param groupCharsMax characters of a group's name
   * @param groupsMax groups of one contact
   */
  public record ItemLimits(int nameCharsMax, int groupCharsMax, int groupsMax) {}

  /** What a roster set says. */
  public sealed interface Request {

    /**
     * To put an item.
     *
     * @param jid the contact
     * @param name its name; null for none
     * @param groups its groups
     */
    record Put(Jid jid, @Nullable String name, List<String> groups) implements Request {}

    /**
     * To remove an item.
     *
     * @param jid the contact
     */
    record Remove(Jid jid) implements Request {}

    /**
     * Nothing that may be done.
     *
     * @param error why
     */
    record Invalid(StanzaError error) implements Request {}
  }

  /** Reads the query of a roster set (section 2.3.3 names the errors). */
  public static Request request(XmlElement query, ItemLimits limits) {
    List<XmlElement> items = query.elements();
    if (items.size() != 1 || !isNamed(items.getFirst(), "item")) {
      return invalid(StanzaErrorCondition.BAD_REQUEST, "A roster set has exactly one item.");
    }
    XmlElement item = items.getFirst();
    String text = item.attribute("jid");
    Jid jid = text == null ? null : Jid.parse(text);
    if (jid == null) {
      return invalid(StanzaErrorCondition.BAD_REQUEST, "The item's jid is missing or no JID.");
    }
    return "remove".equals(item.attribute("subscription"))
        ? new Request.Remove(jid)
        : put(item, jid, limits);
  }

  private static Request put(XmlElement item, Jid jid, ItemLimits limits) {
    String name = item.attribute("name");
    if (name != null && name.length() > limits.nameCharsMax()) {
      return invalid(
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "A name may have " + limits.nameCharsMax() + " characters.");
    }
    List<String> groups = new ArrayList<>(2);
    for (XmlElement child : item.elements()) {
      if (!isNamed(child, "group")) {
        continue;
      }
      String group = child.text();
      if (group.isEmpty() || group.length() > limits.groupCharsMax()) {
        return invalid(
            StanzaErrorCondition.NOT_ACCEPTABLE,
            "A group's name has 1 to " + limits.groupCharsMax() + " characters.");
      }
      if (groups.contains(group)) {
        return invalid(StanzaErrorCondition.BAD_REQUEST, "A group is named twice.");
      }
      groups.add(group);
    }
    return groups.size() > limits.groupsMax()
        ? invalid(
            StanzaErrorCondition.NOT_ACCEPTABLE,
            "A contact may be in " + limits.groupsMax() + " groups.")
        : new Request.Put(jid, name == null || name.isEmpty() ? null : name, groups);
  }

  private static boolean isNamed(XmlElement element, String name) {
    return element.localName().equals(name) && element.namespace().equals(NAMESPACE);
  }

  private static Request invalid(StanzaErrorCondition condition, String text) {
    return new Request.Invalid(StanzaError.of(condition, text));
  }

  /** Returns the query of a roster result: all that clients see. */
  public static XmlElement query(Roster roster) {
    XmlElement.Builder query =
        XmlElement.of(NAMESPACE, "query").attribute("ver", Long.toString(roster.version()));
    for (RosterItem item : roster.listed()) {
      query.child(item(item));
    }
    return query.build();
  }

  /** Returns the query of a push of {@code item} (section 2.1.6). */
  public static XmlElement push(RosterItem item, long version) {
    return query(item(item), version);
  }

  /** Returns the query of a push that {@code contact} was removed. */
  public static XmlElement removal(Jid contact, long version) {
    return query(
        XmlElement.of(NAMESPACE, "item")
            .attribute("jid", contact.toString())
            .attribute("subscription", "remove")
            .build(),
        version);
  }

  private static XmlElement query(XmlElement item, long version) {
    return XmlElement.of(NAMESPACE, "query")
        .attribute("ver", Long.toString(version))
        .child(item)
        .build();
  }

  private static XmlElement item(RosterItem item) {
    XmlElement.Builder element =
        XmlElement.of(NAMESPACE, "item")
            .attribute("jid", item.jid().toString())
            .attribute("name", item.name())
            .attribute("subscription", item.subscription().text())
            .attribute("ask", item.ask() ? "subscribe" : null)
            .attribute("approved", item.approved() ? "true" : null);
    for (String group : item.groups()) {
      element.child(XmlElement.of(NAMESPACE, "group").text(group));
    }
    return element.build();
  }
}
