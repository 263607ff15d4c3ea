package org.godwit.muc.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.RoomConfig;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A room's configuration as a JSON object: values by the field's name in forms. */
final class ConfigText {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, List<String>>> TYPE = new TypeReference<>() {};

  private ConfigText() {}

  static String write(RoomConfig config) {
    Map<String, List<String>> values = new java.util.TreeMap<>();
    config.values().forEach((field, all) -> values.put(field.var(), new ArrayList<>(all)));
    return JSON.writeValueAsString(values);
  }

  /** Reads it; a field that is not known any more is left out. */
  static RoomConfig read(String text) {
    Map<ConfigField, List<String>> values = new EnumMap<>(ConfigField.class);
    JSON.readValue(text, TYPE)
        .forEach((name, all) -> {
          ConfigField field = ConfigField.of(name);
          if (field != null) {
            values.put(field, all);
          }
        });
    return new RoomConfig(values);
  }
}
