package org.godwit.session.xep0115_caps;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.userdata.Digests;
import org.jspecify.annotations.Nullable;

/** The verification string of an answer to disco#info (XEP-0115, sections 5.1 and 5.4). Pure. */
public final class VerificationString {

  private static final Set<String> FUNCTIONS =
      Set.of("sha-1", "sha-224", "sha-256", "sha-384", "sha-512");

  private VerificationString() {}

  /**
   * Returns the string; null where {@code query} is ill-formed or the hash function is not known.
   *
   * @param query the answer's payload
   * @param hash name of the hash function, such as sha-1
   */
  public static @Nullable String of(XmlElement query, String hash) {
    String function = hash.toLowerCase(Locale.ROOT);
    String input = FUNCTIONS.contains(function) ? input(query) : null;
    if (input == null) {
      return null;
    }
    String name = function.equals("sha-1") ? "SHA-1" : function.toUpperCase(Locale.ROOT);
    return Base64.getEncoder()
        .encodeToString(Digests.digest(name, input.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns what is hashed; null where the answer is ill-formed (section 5.4, step 3). */
  private static @Nullable String input(XmlElement query) {
    List<String> identities = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<DataForm> forms = new ArrayList<>();
    for (XmlElement child : query.elements()) {
      if (child.name().equals(new XmlName(DataForm.NAMESPACE, DataForm.ELEMENT))) {
        DataForm form = DataForm.parse(child);
        if (form.formType() != null && isHidden(form)) {
          forms.add(form);
        }
      } else if (child.localName().equals("identity")) {
        identities.add(identity(child));
      } else if (child.localName().equals("feature")) {
        features.add(text(child.attribute("var")));
      }
    }
    if (hasTwice(identities) || hasTwice(features) || hasTwice(types(forms))) {
      return null;
    }
    StringBuilder input = new StringBuilder(512);
    append(input, identities);
    append(input, features);
    forms.sort((a, b) -> text(a.formType()).compareTo(text(b.formType())));
    for (DataForm form : forms) {
      if (new HashSet<>(form.values(DataForm.FORM_TYPE)).size() > 1) {
        return null;
      }
      input.append(form.formType()).append('<');
      List<FormField> fields = new ArrayList<>(form.fields());
      fields.removeIf(field -> field.var().equals(DataForm.FORM_TYPE));
      fields.sort((a, b) -> a.var().compareTo(b.var()));
      for (FormField field : fields) {
        input.append(field.var()).append('<');
        append(input, new ArrayList<>(field.values()));
      }
    }
    return input.toString();
  }

  private static boolean isHidden(DataForm form) {
    return form.fields().stream()
        .anyMatch(field ->
            field.var().equals(DataForm.FORM_TYPE)
                && (field.type() == null || field.type().equals("hidden")));
  }

  private static List<String> types(List<DataForm> forms) {
    return forms.stream().map(form -> text(form.formType())).toList();
  }

  private static String identity(XmlElement identity) {
    return text(identity.attribute("category"))
        + '/'
        + text(identity.attribute("type"))
        + '/'
        + text(identity.attribute(XmlAttribute.XML_NAMESPACE, "lang"))
        + '/'
        + text(identity.attribute("name"));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static boolean hasTwice(List<String> values) {
    return new HashSet<>(values).size() < values.size();
  }

  private static void append(StringBuilder input, List<String> values) {
    Collections.sort(values);
    for (String value : values) {
      input.append(value).append('<');
    }
  }
}
