package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.jspecify.annotations.Nullable;

/**
 * The options of a node that differ from {@link ConfigField}'s defaults. Immutable.
 *
 * @param values by field
 */
public record NodeConfig(Map<ConfigField, List<String>> values) {

  /** FORM_TYPE of a node's options. */
  public static final String NODE_CONFIG = "http://jabber.org/protocol/pubsub#node_config";

  /** A node that was made without options. */
  public static final NodeConfig DEFAULT = new NodeConfig(Map.of());

  /** Copies the map. */
  public NodeConfig {
    values = Map.copyOf(values);
  }

  /** What became of a form. */
  sealed interface Change {

    /** It may be used. */
    record Accepted(NodeConfig config) implements Change {}

    /** A field is not known, or its value is not allowed. */
    record Refused(String var, boolean known) implements Change {}
  }

  List<String> all(ConfigField field) {
    return values.getOrDefault(field, field.initial());
  }

  String text(ConfigField field) {
    List<String> all = all(field);
    return all.isEmpty() ? "" : all.getFirst();
  }

  boolean is(ConfigField field) {
    return text(field).equals("1");
  }

  AccessModel accessModel() {
    return AccessModel.of(text(ConfigField.ACCESS_MODEL));
  }

  /** Returns how many items are kept where the server keeps at most {@code limit}. */
  int maxItems(int limit) {
    if (!is(ConfigField.PERSIST_ITEMS)) {
      return 1;
    }
    String text = text(ConfigField.MAX_ITEMS);
    return text.equals("max") ? limit : Math.max(1, Math.min(limit, Integer.parseInt(text)));
  }

  /** Returns this with what {@code form} says; a field that it leaves out stays as it is. */
  Change with(DataForm form) {
    Map<ConfigField, List<String>> next = new EnumMap<>(ConfigField.class);
    next.putAll(values);
    for (FormField each : form.fields()) {
      if (each.var().equals(DataForm.FORM_TYPE)) {
        continue;
      }
      ConfigField field = ConfigField.of(each.var());
      if (field == null) {
        return new Change.Refused(each.var(), false);
      }
      List<String> normalised = field.normalised(each.values());
      if (normalised == null) {
        return new Change.Refused(each.var(), true);
      }
      next.put(field, normalised);
    }
    next.entrySet().removeIf(entry -> entry.getValue().equals(entry.getKey().initial()));
    return new Change.Accepted(new NodeConfig(next));
  }

  /**
   * Returns the first field of {@code form} that this does not meet (XEP-0060, section 7.1.5); null
   * where it meets all.
   *
   * @param limit how many items the server keeps at most
   */
  @Nullable String unmet(DataForm form, int limit) {
    Change change = with(form);
    if (change instanceof Change.Refused refused) {
      return refused.var();
    }
    NodeConfig wanted = ((Change.Accepted) change).config();
    for (FormField each : form.fields()) {
      ConfigField field = ConfigField.of(each.var());
      if (field == null || all(field).equals(wanted.all(field))) {
        continue;
      }
      if (field != ConfigField.MAX_ITEMS || maxItems(limit) != wanted.maxItems(limit)) {
        return each.var();
      }
    }
    return null;
  }

  /** Returns a form of {@code type} that shows all options. */
  public DataForm form(String type, String formType) {
    List<FormField> fields = new ArrayList<>();
    for (ConfigField field : ConfigField.values()) {
      fields.add(field.field(all(field)));
    }
    return DataForm.of(type, formType, fields);
  }
}
