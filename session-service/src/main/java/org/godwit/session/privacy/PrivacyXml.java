package org.godwit.session.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.PrivacyItem.Match;
import org.godwit.session.roster.Subscription;
import org.jspecify.annotations.Nullable;

/** Privacy lists as XML, in {@value #NAMESPACE} (XEP-0016, section 2.1). Pure. */
public final class PrivacyXml {

  /** Namespace of privacy lists. */
  public static final String NAMESPACE = "jabber:iq:privacy";

  private static final long ORDER_MAX = 0xffff_ffffL;

  private PrivacyXml() {}

  /** Returns the list in a {@code <list/>} element; null where a rule is none. */
  public static @Nullable PrivacyList list(XmlElement element) {
    String name = element.attribute("name");
    if (name == null) {
      return null;
    }
    List<PrivacyItem> items = new ArrayList<>();
    Set<Long> orders = new HashSet<>();
    for (XmlElement child : element.elements()) {
      PrivacyItem item = child.localName().equals("item") ? item(child) : null;
      if (item == null || !orders.add(item.order())) {
        return null;
      }
      items.add(item);
    }
    return new PrivacyList(name, items);
  }

  private static @Nullable PrivacyItem item(XmlElement element) {
    Long order = order(element.attribute("order"));
    String action = element.attribute("action");
    if (order == null || action == null || !(action.equals("deny") || action.equals("allow"))) {
      return null;
    }
    String value = element.attribute("value");
    int flows = flows(element);
    boolean deny = action.equals("deny");
    String type = element.attribute("type");
    if (flows < 0) {
      return null;
    }
    if (type == null) {
      return new PrivacyItem(Match.ANY, null, null, deny, order, flows);
    }
    if (value == null) {
      return null;
    }
    return switch (type) {
      case "jid" -> {
        Jid jid = Jid.parse(value);
        yield jid == null
            ? null
            : new PrivacyItem(Match.JID, jid.toString(), jid, deny, order, flows);
      }
      case "group" -> new PrivacyItem(Match.GROUP, value, null, deny, order, flows);
      case "subscription" ->
          Subscription.of(value) == null
              ? null
              : new PrivacyItem(Match.SUBSCRIPTION, value, null, deny, order, flows);
      default -> null;
    };
  }

  private static @Nullable Long order(@Nullable String text) {
    try {
      long order = text == null ? -1 : Long.parseLong(text);
      return order < 0 || order > ORDER_MAX ? null : order;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the bits of the children; -1 where one is unknown. */
  private static int flows(XmlElement item) {
    int flows = 0;
    for (XmlElement child : item.elements()) {
      Flow flow =
          switch (child.localName()) {
            case "message" -> Flow.MESSAGE_IN;
            case "iq" -> Flow.IQ_IN;
            case "presence-in" -> Flow.PRESENCE_IN;
            case "presence-out" -> Flow.PRESENCE_OUT;
            default -> null;
          };
      if (flow == null) {
        return -1;
      }
      flows |= flow.bit();
    }
    return flows;
  }

  /** Returns the {@code <list/>} element with all rules. */
  public static XmlElement element(PrivacyList list) {
    XmlElement.Builder element = named("list", list.name());
    for (PrivacyItem item : list.items()) {
      element.child(element(item));
    }
    return element.build();
  }

  private static XmlElement element(PrivacyItem item) {
    XmlElement.Builder element =
        XmlElement.of(NAMESPACE, "item")
            .attribute(
                "type",
                switch (item.match()) {
                  case JID -> "jid";
                  case GROUP -> "group";
                  case SUBSCRIPTION -> "subscription";
                  case ANY -> null;
                })
            .attribute("value", item.value())
            .attribute("action", item.deny() ? "deny" : "allow")
            .attribute("order", Long.toString(item.order()));
    flow(element, item, Flow.MESSAGE_IN, "message");
    flow(element, item, Flow.IQ_IN, "iq");
    flow(element, item, Flow.PRESENCE_IN, "presence-in");
    flow(element, item, Flow.PRESENCE_OUT, "presence-out");
    return element.build();
  }

  private static void flow(XmlElement.Builder element, PrivacyItem item, Flow flow, String name) {
    if ((item.flows() & flow.bit()) != 0) {
      element.child(XmlElement.of(NAMESPACE, name));
    }
  }

  /** Returns an element that names a list: {@code list}, {@code active} or {@code default}. */
  public static XmlElement.Builder named(String element, @Nullable String name) {
    return XmlElement.of(NAMESPACE, element).attribute("name", name);
  }

  /** Returns all lists and which is the default one, as they are kept. */
  public static XmlElement all(Privacy privacy) {
    XmlElement.Builder query = XmlElement.of(NAMESPACE, "query");
    if (privacy.defaultName() != null) {
      query.child(named("default", privacy.defaultName()));
    }
    for (PrivacyList list : privacy.lists()) {
      query.child(element(list));
    }
    return query.build();
  }

  /** Returns what {@link #all} was made of. */
  public static Privacy all(XmlElement query) {
    String defaultName = null;
    List<PrivacyList> lists = new ArrayList<>();
    for (XmlElement child : query.elements()) {
      if (child.localName().equals("default")) {
        defaultName = child.attribute("name");
      } else {
        PrivacyList list = list(child);
        if (list != null) {
          lists.add(list);
        }
      }
    }
    return new Privacy(lists, defaultName);
  }
}
