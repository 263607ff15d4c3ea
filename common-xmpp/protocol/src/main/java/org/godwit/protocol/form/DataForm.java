package org.godwit.protocol.form;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A data form (XEP-0004, version 2.13.1; XEP-0068 for its FORM_TYPE). Items of a report are not
 * kept.
 *
 * @param type form, submit, cancel or result
 * @param title what it is about; null for none
 * @param instructions what to do; null for none
 * @param fields in document order
 */
public record DataForm(
    String type, @Nullable String title, @Nullable String instructions, List<FormField> fields) {

  /** The namespace. */
  public static final String NAMESPACE = "jabber:x:data";

  /** The element. */
  public static final String ELEMENT = "x";

  /** The field that names what a form is for. */
  public static final String FORM_TYPE = "FORM_TYPE";

  /** Copies the list. */
  public DataForm {
    fields = List.copyOf(fields);
  }

  /** Makes a form of {@code type} for {@code formType} with {@code fields}. */
  public static DataForm of(String type, String formType, List<FormField> fields) {
    List<FormField> all = new ArrayList<>(fields.size() + 1);
    all.add(FormField.of(FORM_TYPE, "hidden", null, formType));
    all.addAll(fields);
    return new DataForm(type, null, null, all);
  }

  /** Returns this with a title and instructions. */
  public DataForm titled(String newTitle, @Nullable String newInstructions) {
    return new DataForm(type, newTitle, newInstructions, fields);
  }

  /** Returns the form inside {@code parent}, or null where there is none. */
  public static @Nullable DataForm in(@Nullable XmlElement parent) {
    XmlElement x = parent == null ? null : parent.child(NAMESPACE, ELEMENT);
    return x == null ? null : parse(x);
  }

  /** Returns the form that {@code x} is. A field without a name is fixed text and is left out. */
  public static DataForm parse(XmlElement x) {
    List<FormField> fields = new ArrayList<>();
    for (XmlElement child : x.elements()) {
      String var = child.attribute("var");
      if (!child.localName().equals("field") || var == null) {
        continue;
      }
      List<String> values = new ArrayList<>();
      List<String> options = new ArrayList<>();
      for (XmlElement each : child.elements()) {
        if (each.localName().equals("value")) {
          values.add(each.text());
        } else if (each.localName().equals("option")) {
          XmlElement value = each.child(NAMESPACE, "value");
          options.add(value == null ? "" : value.text());
        }
      }
      fields.add(
          new FormField(
              var,
              child.attribute("type"),
              child.attribute("label"),
              values,
              options,
              child.child(NAMESPACE, "required") != null));
    }
    String type = x.attribute("type");
    return new DataForm(type == null ? "form" : type, text(x, "title"), null, fields);
  }

  private static @Nullable String text(XmlElement x, String name) {
    XmlElement child = x.child(NAMESPACE, name);
    return child == null ? null : child.text();
  }

  /** Returns what the form is for (XEP-0068); null where it does not say. */
  public @Nullable String formType() {
    return value(FORM_TYPE);
  }

  /** Returns the first value of a field; null where the field is absent or empty. */
  public @Nullable String value(String var) {
    List<String> values = values(var);
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Returns the values of a field; empty where it is absent or empty. */
  public List<String> values(String var) {
    for (FormField field : fields) {
      if (field.var().equals(var)) {
        return field.values();
      }
    }
    return List.of();
  }

  /** Tells whether the form has a field called {@code var}. */
  public boolean has(String var) {
    return fields.stream().anyMatch(field -> field.var().equals(var));
  }

  /**
   * Returns the value of a boolean (section 3.3: 0, 1, false, true); null where {@code text} is
   * none of them.
   */
  public static @Nullable Boolean flag(String text) {
    return switch (text.strip()) {
      case "1", "true" -> Boolean.TRUE;
      case "0", "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** Returns the form as an element. */
  public XmlElement toElement() {
    XmlElement.Builder x = XmlElement.of(NAMESPACE, ELEMENT).attribute("type", type);
    if (title != null) {
      x.child(XmlElement.of(NAMESPACE, "title").text(title));
    }
    if (instructions != null) {
      x.child(XmlElement.of(NAMESPACE, "instructions").text(instructions));
    }
    for (FormField field : fields) {
      x.child(element(field));
    }
    return x.build();
  }

  private static XmlElement.Builder element(FormField field) {
    XmlElement.Builder element =
        XmlElement.of(NAMESPACE, "field")
            .attribute("var", field.var().isEmpty() ? null : field.var())
            .attribute("type", field.type())
            .attribute("label", field.label());
    if (field.required()) {
      element.child(XmlElement.of(NAMESPACE, "required"));
    }
    for (String value : field.values()) {
      element.child(XmlElement.of(NAMESPACE, "value").text(value));
    }
    for (String option : field.options()) {
      element.child(
          XmlElement.of(NAMESPACE, "option")
              .attribute("label", option)
              .child(XmlElement.of(NAMESPACE, "value").text(option)));
    }
    return element;
  }
}
