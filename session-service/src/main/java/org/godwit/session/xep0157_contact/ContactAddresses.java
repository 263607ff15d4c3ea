package org.godwit.session.xep0157_contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.xml.XmlElement;

/** Contact Addresses for XMPP Services (XEP-0157, version 1.1): a form in disco#info. Pure. */
public final class ContactAddresses {

  private static final String FORM_TYPE = "http://jabber.org/network/serverinfo";

  private ContactAddresses() {}

  /**
   * Returns the form; empty where there are no addresses.
   *
   * @param byKind URIs by kind: abuse, admin, feedback, sales, security, status or support
   */
  public static List<XmlElement> form(Map<String, List<String>> byKind) {
    List<FormField> fields = new ArrayList<>();
    new TreeMap<>(byKind)
        .forEach((kind, uris) -> {
          if (!uris.isEmpty()) {
            fields.add(FormField.multi(kind + "-addresses", "list-multi", null, uris));
          }
        });
    return fields.isEmpty()
        ? List.of()
        : List.of(DataForm.of("result", FORM_TYPE, fields).toElement());
  }
}
