package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** The room configuration form: what it shows, and what it takes (XEP-0045, 10.1.3, 10.2). Pure. */
public final class ConfigRules {

  /** The field that lists the admins. */
  public static final String ADMINS = "muc#roomconfig_roomadmins";

  /** The field that lists the owners. */
  public static final String OWNERS = "muc#roomconfig_roomowners";

  private ConfigRules() {}

  /** What a submitted form says. */
  sealed interface Reading {
    /**
     * It is acceptable.
     *
     * @param admins the accounts that are to be admins; null where the form does not say
     * @param owners the accounts that are to be owners; null where the form does not say
     */
    record Accepted(RoomConfig config, @Nullable Set<Jid> admins, @Nullable Set<Jid> owners)
        implements Reading {}

    /**
     * It is not.
     *
     * @param condition the error that answers it
     * @param text what is wrong
     */
    record Refused(StanzaErrorCondition condition, String text) implements Reading {}
  }

  /** Returns the form with what the room has now. */
  static XmlElement form(RoomState room) {
    XmlElement.Builder form =
        DataForm.form("form", Muc.ROOM_CONFIG)
            .child(Muc.text(DataForm.NAMESPACE, "title", "Configuration of " + room.jid()))
            .child(
                Muc.text(
                    DataForm.NAMESPACE,
                    "instructions",
                    "Complete and submit this form to configure the room."));
    for (ConfigField field : ConfigField.values()) {
      List<String> values = room.config().all(field);
      boolean empty = values.size() == 1 && values.getFirst().isEmpty();
      XmlElement.Builder element =
          DataForm.filled(field.var(), field.type(), field.label(), empty ? List.of() : values);
      for (String option : field.options()) {
        element.child(
            XmlElement.of(DataForm.NAMESPACE, "option")
                .attribute("label", option)
                .child(Muc.text(DataForm.NAMESPACE, "value", option)));
      }
      form.child(element);
    }
    return form.child(people(room, ADMINS, "Room admins", Affiliation.ADMIN))
        .child(people(room, OWNERS, "Room owners", Affiliation.OWNER))
        .build();
  }

  private static XmlElement people(
      RoomState room, String name, String label, Affiliation affiliation) {
    List<String> all = room.withAffiliation(affiliation).stream().map(Jid::toString).toList();
    return DataForm.field(name, "jid-multi", label, all);
  }

  /** Reads a submitted form; what it does not name stays as it is, what is unknown is ignored. */
  static Reading read(RoomConfig before, DataForm form, RoomLimits limits) {
    RoomConfig config = before;
    for (Map.Entry<String, List<String>> entry : form.values().entrySet()) {
      ConfigField field = ConfigField.of(entry.getKey());
      if (field == null) {
        continue;
      }
      List<String> values = normalised(field, entry.getValue());
      String wrong = wrong(field, values, limits);
      if (wrong != null) {
        return refused(wrong);
      }
      config = config.with(field, values);
    }
    if (config.is(ConfigField.PASSWORD_PROTECTED) && config.text(ConfigField.SECRET).isEmpty()) {
      return refused("A password-protected room needs a password.");
    }
    Set<Jid> admins = people(form, ADMINS);
    Set<Jid> owners = people(form, OWNERS);
    if ((admins == null && form.values().containsKey(ADMINS))
        || (owners == null && form.values().containsKey(OWNERS))) {
      return refused("Admins and owners are given as JIDs.");
    }
    if (owners != null && owners.isEmpty()) {
      return new Reading.Refused(StanzaErrorCondition.CONFLICT, "A room has at least one owner.");
    }
    int all = (admins == null ? 0 : admins.size()) + (owners == null ? 0 : owners.size());
    return all > limits.affiliationsMax()
        ? refused("The room has too many admins and owners.")
        : new Reading.Accepted(config, admins, owners);
  }

  /**
   * Returns why an administrator may not configure a room so; null where it may. Limits are for the
   * room's owner to say.
   *
   * @param before the room; null for one that is to be created
   */
  public static @Nullable String refusal(
      @Nullable RoomState before, Map<String, List<String>> fields) {
    if (before == null) {
      List<String> owners = fields.getOrDefault(OWNERS, List.of());
      if (owners.stream().allMatch(String::isBlank)) {
        return "A new room needs an owner.";
      }
      List<String> persistent = fields.get(ConfigField.PERSISTENT.var());
      if (persistent != null && !persistent.contains("1") && !persistent.contains("true")) {
        return "A room that nobody has entered is persistent.";
      }
    }
    RoomLimits all =
        new RoomLimits(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            0,
            true);
    RoomConfig config = before == null ? RoomConfig.DEFAULT : before.config();
    return switch (read(config, new DataForm("submit", fields), all)) {
      case Reading.Refused refused -> refused.text();
      case Reading.Accepted _ -> null;
    };
  }

  /** Section 10.1.3. */
  private static Reading refused(String text) {
    return new Reading.Refused(StanzaErrorCondition.NOT_ACCEPTABLE, text);
  }

  private static List<String> normalised(ConfigField field, List<String> values) {
    if (field.type().equals("list-multi")) {
      return List.copyOf(values);
    }
    String first = values.isEmpty() ? "" : values.getFirst();
    if (field.type().equals("boolean")) {
      first =
          switch (first) {
            case "true", "1" -> "1";
            case "false", "0", "" -> "0";
            default -> first;
          };
    }
    if (field == ConfigField.MAX_USERS && (first.isEmpty() || first.equals("0"))) {
      first = "none";
    }
    if (field == ConfigField.MAX_HISTORY && first.isEmpty()) {
      first = field.preset().getFirst();
    }
    return List.of(first);
  }

  /** Returns what is wrong with the values, or null. */
  private static @Nullable String wrong(ConfigField field, List<String> values, RoomLimits limits) {
    for (String value : values) {
      if (value.length() > limits.textCharsMax()) {
        return field.var() + " has at most " + limits.textCharsMax() + " characters.";
      }
      boolean right =
          switch (field) {
            case MAX_USERS -> value.equals("none") || isNumber(value, 1, limits.occupantsMax());
            case MAX_HISTORY -> isNumber(value, 0, Integer.MAX_VALUE);
            default ->
                field.type().equals("boolean")
                    ? value.equals("0") || value.equals("1")
                    : field.options().isEmpty() || field.options().contains(value);
          };
      if (!right) {
        return field.var() + " does not have a value that is allowed.";
      }
    }
    return null;
  }

  private static boolean isNumber(String text, int min, int max) {
    try {
      int number = Integer.parseInt(text);
      return number >= min && number <= max;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static @Nullable Set<Jid> people(DataForm form, String name) {
    List<String> values = form.values().get(name);
    if (values == null) {
      return null;
    }
    Set<Jid> people = new LinkedHashSet<>();
    for (String value : values) {
      if (value.isBlank()) {
        continue;
      }
      Jid jid = Jid.parse(value.strip());
      if (jid == null) {
        return null;
      }
      people.add(jid.bare());
    }
    return people;
  }

  /** Returns the codes that tell of the change (section 10.2.1). */
  static List<Integer> codes(RoomConfig before, RoomConfig after) {
    List<Integer> codes = new ArrayList<>();
    boolean logged = after.is(ConfigField.ENABLE_LOGGING);
    if (logged != before.is(ConfigField.ENABLE_LOGGING)) {
      codes.add(logged ? 170 : 171);
    }
    if (after.isNonAnonymous() != before.isNonAnonymous()) {
      codes.add(after.isNonAnonymous() ? 172 : 173);
    }
    RoomConfig rest =
        before
            .with(ConfigField.ENABLE_LOGGING, after.all(ConfigField.ENABLE_LOGGING))
            .with(ConfigField.WHOIS, after.all(ConfigField.WHOIS));
    for (ConfigField field : ConfigField.values()) {
      if (!rest.all(field).equals(after.all(field))) {
        codes.add(104);
        break;
      }
    }
    return codes;
  }
}
