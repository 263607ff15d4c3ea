package org.godwit.session.xep0163_pep;

import java.util.List;
import java.util.Locale;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.jspecify.annotations.Nullable;

/** The options of a node (XEP-0060, section 16.4.4), with PEP's defaults. */
public enum ConfigField {
  /** A friendly name. */
  TITLE("text-single", "A friendly name for the node", ""),
  /** What it is about. */
  DESCRIPTION("text-single", "A description of the node", ""),
  /** Namespace of its payloads. */
  TYPE("text-single", "The type of node data, usually a namespace", ""),
  /** Language of its payloads. */
  LANGUAGE("text-single", "The default language of the node", ""),
  /** {@link AccessModel}. */
  ACCESS_MODEL(
      "Who may subscribe and retrieve items",
      "presence",
      List.of("open", "presence", "roster", "authorize", "whitelist")),
  /** The groups of {@link AccessModel#ROSTER}. */
  ROSTER_GROUPS_ALLOWED("list-multi", "The roster groups allowed to subscribe", ""),
  /** Who may publish. */
  PUBLISH_MODEL("Who may publish", "publishers", List.of("publishers", "subscribers", "open")),
  /** Whether items are kept. */
  PERSIST_ITEMS("boolean", "Whether to persist items to storage", "1"),
  /** How many items are kept: a number or max. */
  MAX_ITEMS("text-single", "Max number of items to persist, or 'max'", "1"),
  /** When items expire: a number of seconds or max. Kept and not acted upon. */
  ITEM_EXPIRE("text-single", "Number of seconds after which to purge items, or 'max'", "max"),
  /** When the last item is sent. */
  SEND_LAST_PUBLISHED_ITEM(
      "When to send the last published item",
      "on_sub_and_presence",
      List.of("never", "on_sub", "on_sub_and_presence")),
  /** Whether there are notifications at all. */
  DELIVER_NOTIFICATIONS("boolean", "Whether to deliver event notifications", "1"),
  /** Whether notifications have payloads. */
  DELIVER_PAYLOADS("boolean", "Whether to deliver payloads with event notifications", "1"),
  /** The kind of message that notifies. */
  NOTIFICATION_TYPE(
      "The type of message that notifies", "headline", List.of("normal", "headline", "chat")),
  /** Whether changes of these options notify. */
  NOTIFY_CONFIG("boolean", "Whether to notify when the configuration changes", "0"),
  /** Whether the node's end notifies. */
  NOTIFY_DELETE("boolean", "Whether to notify when the node is deleted", "1"),
  /** Whether an item's end notifies. */
  NOTIFY_RETRACT("boolean", "Whether to notify when items are removed", "1"),
  /** Whether subscribing notifies the owner. Kept and not acted upon. */
  NOTIFY_SUB("boolean", "Whether to notify owners about new subscribers", "0"),
  /** Whether notifications need presence. PEP always does that. */
  PRESENCE_BASED_DELIVERY("boolean", "Whether to notify available users only", "1"),
  /** Whether items go when their publisher does. Kept and not acted upon. */
  PURGE_OFFLINE("boolean", "Whether to purge items when the publisher goes offline", "0"),
  /** Size of a payload, in bytes; 0 for the server's limit. */
  MAX_PAYLOAD_SIZE("text-single", "The maximum payload size in bytes", "0"),
  /** What happens when the node is full. */
  PUBLISH_NODE_FULL(
      "What happens when the node is full",
      "discard-oldest",
      List.of("discard-oldest", "retract-oldest", "reject")),
  /** Whether the node is a leaf; it always is. */
  NODE_TYPE("The type of node", "leaf", List.of("leaf"));

  private static final int CHARS_MAX = 1024;
  private static final int VALUES_MAX = 100;

  private final String type;
  private final String label;
  private final String initial;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> options;

  ConfigField(String type, String label, String initial) {
    this.type = type;
    this.label = label;
    this.initial = initial;
    this.options = List.of();
  }

  ConfigField(String label, String initial, List<String> options) {
    this.type = "list-single";
    this.label = label;
    this.initial = initial;
    this.options = options;
  }

  /** Returns the field's name in forms. */
  public String var() {
    return "pubsub#" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the field called {@code var}, or null where there is none. */
  public static @Nullable ConfigField of(String var) {
    for (ConfigField field : values()) {
      if (field.var().equals(var)) {
        return field;
      }
    }
    return null;
  }

  /** Returns the values of a node that was just made. */
  List<String> initial() {
    return initial.isEmpty() ? List.of() : List.of(initial);
  }

  /** Returns the field of a form. */
  FormField field(List<String> values) {
    return new FormField(var(), type, label, values, options, false);
  }

  /** Returns {@code values} in the form in which they are kept; null where they are not allowed. */
  @Nullable List<String> normalised(List<String> values) {
    if (values.size() > (type.equals("list-multi") ? VALUES_MAX : 1)
        || values.stream().anyMatch(value -> value.length() > CHARS_MAX)) {
      return null;
    }
    if (values.isEmpty()) {
      return initial();
    }
    String value = values.getFirst();
    return switch (this) {
      case MAX_ITEMS, ITEM_EXPIRE, MAX_PAYLOAD_SIZE ->
          value.equals("max") || isNumber(value)
              ? List.of(value)
              : value.isEmpty() ? initial() : null;
      default -> {
        if (type.equals("boolean")) {
          Boolean flag = DataForm.flag(value);
          yield flag == null ? null : List.of(flag ? "1" : "0");
        }
        if (type.equals("list-single") && !options.contains(value)) {
          // The older name of a choice that is the same with presence-based delivery.
          yield value.equals("on_presence") && this == SEND_LAST_PUBLISHED_ITEM
              ? List.of("on_sub_and_presence")
              : null;
        }
        yield List.copyOf(values);
      }
    };
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty()
        && value.length() <= 9
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
