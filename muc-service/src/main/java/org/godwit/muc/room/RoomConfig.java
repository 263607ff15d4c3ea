package org.godwit.muc.room;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a room: a value for each {@link ConfigField}.
 *
 * @param values what differs from the defaults or was set to them; never null
 */
public record RoomConfig(Map<ConfigField, List<String>> values) {

  /** What a new room has. */
  public static final RoomConfig DEFAULT = new RoomConfig(Map.of());

  /** Copies the map. */
  public RoomConfig {
    EnumMap<ConfigField, List<String>> copy = new EnumMap<>(ConfigField.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns the values of {@code field}. */
  public List<String> all(ConfigField field) {
    return values.getOrDefault(field, field.preset());
  }

  /** Returns the first value of {@code field}; empty where there is none. */
  public String text(ConfigField field) {
    List<String> all = all(field);
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** Tells whether the boolean {@code field} is set. */
  public boolean is(ConfigField field) {
    String text = text(field);
    return text.equals("1") || text.equals("true");
  }

  /** Returns the number in {@code field}, or {@code otherwise} where it is none. */
  public int number(ConfigField field, int otherwise) {
    try {
      return Integer.parseInt(text(field));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Returns this with other values for {@code field}. */
  public RoomConfig with(ConfigField field, List<String> other) {
    EnumMap<ConfigField, List<String>> changed = new EnumMap<>(ConfigField.class);
    changed.putAll(values);
    changed.put(field, List.copyOf(other));
    return new RoomConfig(changed);
  }

  /** Tells whether every occupant sees real JIDs (XEP-0045, section 4.2). */
  public boolean isNonAnonymous() {
    return text(ConfigField.WHOIS).equals("anyone");
  }

  /** Tells whether presence of occupants with {@code role} is broadcast. */
  public boolean isBroadcast(Role role) {
    return role == Role.NONE || all(ConfigField.PRESENCE_BROADCAST).contains(role.text());
  }

  /** Tells whether occupants with {@code role} may send private messages. */
  public boolean mayWhisper(Role role) {
    return switch (text(ConfigField.ALLOW_PM)) {
      case "none" -> false;
      case "moderators" -> role == Role.MODERATOR;
      case "participants" -> role.isAtLeast(Role.PARTICIPANT);
      default -> true;
    };
  }

  @Override
  public String toString() {
    // The password is among the values.
    return "RoomConfig" + values.keySet();
  }
}
