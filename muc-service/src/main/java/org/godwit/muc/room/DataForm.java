package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What somebody filled into a data form (XEP-0004).
 *
 * @param type the form's type: {@code submit}, {@code cancel}, ...
 * @param values values by the field's name, in document order
 */
public record DataForm(String type, Map<String, List<String>> values) {

  /** The namespace of forms. */
  public static final String NAMESPACE = "jabber:x:data";

  /** The field that names a form. */
  public static final String FORM_TYPE = "FORM_TYPE";

  /** Returns the form in {@code x}. */
  public static DataForm of(XmlElement x) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (XmlElement field : x.elements()) {
      String name = field.attribute("var");
      if (name != null && field.localName().equals("field")) {
        List<String> all = new ArrayList<>();
        for (XmlElement value : field.elements()) {
          if (value.localName().equals("value")) {
            all.add(value.text());
          }
        }
        values.put(name, all);
      }
    }
    String type = x.attribute("type");
    return new DataForm(type == null ? "" : type, values);
  }

  /** Returns the form inside {@code parent}, or null where there is none. */
  public static @Nullable DataForm in(XmlElement parent) {
    XmlElement x = parent.child(NAMESPACE, "x");
    return x == null ? null : of(x);
  }

  /** Returns the first value of {@code field}, or null. */
  public @Nullable String value(String field) {
    List<String> all = values.get(field);
    return all == null || all.isEmpty() ? null : all.getFirst();
  }

  /** Tells whether the boolean {@code field} is true. */
  public boolean is(String field) {
    String value = value(field);
    return "1".equals(value) || "true".equals(value);
  }

  /** Tells whether the form is one of {@code formType}. */
  public boolean isOf(String formType) {
    return formType.equals(value(FORM_TYPE));
  }

  /** Begins a form of {@code type} that is named {@code formType}. */
  static XmlElement.Builder form(String type, String formType) {
    return XmlElement.of(NAMESPACE, "x")
        .attribute("type", type)
        .child(field(FORM_TYPE, "hidden", null, List.of(formType)));
  }

  /** Returns a field. */
  static XmlElement field(
      String name, @Nullable String type, @Nullable String label, List<String> values) {
    return filled(name, type, label, values).build();
  }

  /** Begins a field with its values. */
  static XmlElement.Builder filled(
      String name, @Nullable String type, @Nullable String label, List<String> values) {
    XmlElement.Builder field =
        XmlElement.of(NAMESPACE, "field")
            .attribute("var", name)
            .attribute("type", type)
            .attribute("label", label);
    for (String value : values) {
      field.child(Muc.text(NAMESPACE, "value", value));
    }
    return field;
  }

  @Override
  public String toString() {
    return "DataForm[" + type + ", " + values.keySet() + ']';
  }
}
