package org.godwit.session.xep0390_caps;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/** What is hashed of an answer to disco#info (XEP-0390, section 4.1). Pure. */
final class HashInput {

  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final XmlName FORM = new XmlName(DataForm.NAMESPACE, DataForm.ELEMENT);

  /** The separators, from the outermost: sepl1 to sepl4. */
  private static final char GROUP = 0x1c;

  private static final char FORM_END = 0x1d;
  private static final char ENTRY = 0x1e;
  private static final char VALUE = 0x1f;

  private HashInput() {}

  /** Returns the octets; null where {@code query} has what may not be hashed. */
  static byte @Nullable [] of(XmlElement query) {
    List<String> features = new ArrayList<>();
    List<String> identities = new ArrayList<>();
    List<String> forms = new ArrayList<>();
    for (XmlElement child : query.elements()) {
      if (child.name().equals(FORM)) {
        String form = form(child);
        if (form == null) {
          return null;
        }
        forms.add(form);
      } else if (child.name().equals(new XmlName(INFO, "feature"))) {
        features.add(value(child.attribute("var")));
      } else if (child.name().equals(new XmlName(INFO, "identity"))) {
        identities.add(identity(child));
      } else {
        return null;
      }
    }
    String input = joined(features) + GROUP + joined(identities) + GROUP + joined(forms) + GROUP;
    return input.getBytes(StandardCharsets.UTF_8);
  }

  private static String identity(XmlElement identity) {
    return value(identity.attribute("category"))
        + value(identity.attribute("type"))
        + value(identity.attribute(XmlAttribute.XML_NAMESPACE, "lang"))
        + value(identity.attribute("name"))
        + ENTRY;
  }

  private static @Nullable String form(XmlElement form) {
    List<String> fields = new ArrayList<>();
    boolean named = false;
    for (XmlElement child : form.elements()) {
      switch (child.localName()) {
        case "reported", "item" -> {
          return null;
        }
        case "field" -> {
          String var = child.attribute("var");
          named |= DataForm.FORM_TYPE.equals(var);
          List<String> values = new ArrayList<>();
          for (XmlElement each : child.elements()) {
            if (each.localName().equals("value")) {
              values.add(value(each.text()));
            }
          }
          fields.add(value(var) + joined(values) + ENTRY);
        }
        default -> {
          // Title and instructions are not hashed.
        }
      }
    }
    return named ? joined(fields) + FORM_END : null;
  }

  private static String value(@Nullable String text) {
    return (text == null ? "" : text) + VALUE;
  }

  /** Collation i;octet (RFC 4790, section 9.3): by the octets of UTF-8, which have no sign. */
  private static String joined(List<String> parts) {
    parts.sort((a, b) ->
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    return String.join("", parts);
  }
}
