package org.godwit.protocol.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form (XEP-0004, section 3.2).
 *
 * @param var its name; empty only for fixed text
 * @param type such as text-single or boolean; null where a submission leaves it out
 * @param label what a person reads; null for none
 * @param values its values; empty for none
 * @param options what may be chosen from; empty for none
 * @param required whether it must be filled in
 */
public record FormField(
    String var,
    @Nullable String type,
    @Nullable String label,
    List<String> values,
    List<String> options,
    boolean required) {

  /** Copies the lists. */
  public FormField {
    values = List.copyOf(values);
    options = List.copyOf(options);
  }

  /** Makes a field that has one value and no options. */
  public static FormField of(String var, String type, @Nullable String label, String value) {
    return new FormField(var, type, label, List.of(value), List.of(), false);
  }

  /** Makes a field of several values. */
  public static FormField multi(
      String var, String type, @Nullable String label, List<String> values) {
    return new FormField(var, type, label, values, List.of(), false);
  }

  /** Makes a yes-or-no field. */
  public static FormField flag(String var, @Nullable String label, boolean value) {
    return of(var, "boolean", label, value ? "1" : "0");
  }

  /** Makes a choice of one of {@code options}. */
  public static FormField choice(
      String var, @Nullable String label, String value, List<String> options) {
    return new FormField(var, "list-single", label, List.of(value), options, false);
  }

  /** Makes an empty field that must be filled in. */
  public static FormField needed(String var, String type, String label) {
    return new FormField(var, type, label, List.of(), List.of(), true);
  }
}
