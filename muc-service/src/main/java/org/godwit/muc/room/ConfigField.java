package org.godwit.muc.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of the room configuration form (XEP-0045, section 16.5.3), with its default. The three
 * that begin with {@code x-} are Openfire's.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
public enum ConfigField {
  /** Natural-language name. */
  ROOM_NAME("muc#roomconfig_roomname", "text-single", "Room name", List.of("")),
  /** Description. */
  ROOM_DESC("muc#roomconfig_roomdesc", "text-single", "Short description", List.of("")),
  /** Language of the discussion. */
  LANG("muc#roomconfig_lang", "text-single", "Language of the discussion", List.of("")),
  /** Whether participants may change the subject. */
  CHANGE_SUBJECT(
      "muc#roomconfig_changesubject", "boolean", "Participants may change the subject", no()),
  /** How many occupants at most; {@code none} for what the service allows. */
  MAX_USERS(
      "muc#roomconfig_maxusers",
      "list-single",
      "Maximum number of occupants",
      List.of("none"),
      List.of("10", "20", "30", "50", "100", "200", "500", "1000", "none")),
  /** Roles whose presence is broadcast. */
  PRESENCE_BROADCAST(
      "muc#roomconfig_presencebroadcast",
      "list-multi",
      "Roles for which presence is broadcast",
      roles(),
      roles()),
  /** Whether the room is in the service's list. */
  PUBLIC_ROOM("muc#roomconfig_publicroom", "boolean", "The room is listed", yes()),
  /** Whether the room outlives its last occupant's visit. */
  PERSISTENT("muc#roomconfig_persistentroom", "boolean", "The room is persistent", no()),
  /** Whether only those with voice may speak. */
  MODERATED("muc#roomconfig_moderatedroom", "boolean", "The room is moderated", no()),
  /** Whether only members may enter. */
  MEMBERS_ONLY("muc#roomconfig_membersonly", "boolean", "Only members may enter", no()),
  /** Whether every occupant may invite. */
  ALLOW_INVITES("muc#roomconfig_allowinvites", "boolean", "Occupants may invite others", yes()),
  /** Whether a password is needed. */
  PASSWORD_PROTECTED(
      "muc#roomconfig_passwordprotectedroom", "boolean", "A password is needed to enter", no()),
  /** The password. */
  SECRET("muc#roomconfig_roomsecret", "text-private", "Password", List.of("")),
  /** Who may see real JIDs. */
  WHOIS(
      "muc#roomconfig_whois",
      "list-single",
      "Who may see real JIDs",
      List.of("moderators"),
      List.of("moderators", "anyone")),
  /** Who may send private messages. */
  ALLOW_PM(
      "muc#roomconfig_allowpm",
      "list-single",
      "Who may send private messages",
      List.of("anyone"),
      List.of("anyone", "participants", "moderators", "none")),
  /** Roles that may ask for the member list. */
  GET_MEMBER_LIST(
      "muc#roomconfig_getmemberlist",
      "list-multi",
      "Who may retrieve the member list",
      roles(),
      roles()),
  /** Whether occupants are told that the room is logged. */
  ENABLE_LOGGING("muc#roomconfig_enablelogging", "boolean", "The room is logged publicly", no()),
  /** How many messages of history a new occupant gets at most. */
  MAX_HISTORY("muc#maxhistoryfetch", "text-single", "Messages of history at most", List.of("50")),
  /** Whether only the registered nickname may be used. */
  RESERVED_NICK(
      "x-muc#roomconfig_reservednick", "boolean", "Only registered nicknames may be used", no()),
  /** Whether occupants may change their nicknames. */
  CAN_CHANGE_NICK(
      "x-muc#roomconfig_canchangenick", "boolean", "Occupants may change nicknames", yes()),
  /** Whether users may register with the room. */
  REGISTRATION(
      "x-muc#roomconfig_registration", "boolean", "Users may register with the room", yes()),
  /** An associated pubsub node. */
  PUBSUB("muc#roomconfig_pubsub", "text-single", "Associated pubsub node", List.of(""));

  private final String var;
  private final String type;
  private final String label;
  private final List<String> preset;
  private final List<String> options;

  ConfigField(String var, String type, String label, List<String> preset) {
    this(var, type, label, preset, List.of());
  }

  ConfigField(String var, String type, String label, List<String> preset, List<String> options) {
    this.var = var;
    this.type = type;
    this.label = label;
    this.preset = preset;
    this.options = options;
  }

  private static List<String> yes() {
    return List.of("1");
  }

  private static List<String> no() {
    return List.of("0");
  }

  private static List<String> roles() {
    return List.of("moderator", "participant", "visitor");
  }

  /** Returns the field's name in forms. */
  public String var() {
    return var;
  }

  /** Returns the field's type (XEP-0004, section 3.3). */
  public String type() {
    return type;
  }

  /** Returns its label. */
  public String label() {
    return label;
  }

  /** Returns its values in a new room. */
  public List<String> preset() {
    return preset;
  }

  /** Returns what may be chosen; empty where anything may be. */
  public List<String> options() {
    return options;
  }

  /** Returns the field called {@code var}, or null where there is none. */
  public static @Nullable ConfigField of(String var) {
    for (ConfigField field : values()) {
      if (field.var.equals(var)) {
        return field;
      }
    }
    return null;
  }
}
