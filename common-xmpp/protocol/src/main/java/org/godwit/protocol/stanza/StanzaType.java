package org.godwit.protocol.stanza;

import org.jspecify.annotations.Nullable;

/**
 * The {@code type} of a stanza.
 *
 * <p>The codes are part of the envelope's version 1 and never change.
 */
public enum StanzaType {
  /** Message: the default (RFC 6121, section 5.2.2). */
  NORMAL(StanzaKind.MESSAGE, 1, "normal"),
  /** Message in a one-to-one conversation. */
  CHAT(StanzaKind.MESSAGE, 2, "chat"),
  /** Message of a room. */
  GROUPCHAT(StanzaKind.MESSAGE, 3, "groupchat"),
  /** Message that expects no reply and is not stored. */
  HEADLINE(StanzaKind.MESSAGE, 4, "headline"),
  /** Message that reports an error about an earlier one. */
  MESSAGE_ERROR(StanzaKind.MESSAGE, 5, "error"),

  /** Presence without a type: the sender is available. */
  AVAILABLE(StanzaKind.PRESENCE, 16, null),
  /** Presence: the sender is no longer available. */
  UNAVAILABLE(StanzaKind.PRESENCE, 17, "unavailable"),
  /** Presence: asks for a subscription. */
  SUBSCRIBE(StanzaKind.PRESENCE, 18, "subscribe"),
  /** Presence: grants a subscription. */
  SUBSCRIBED(StanzaKind.PRESENCE, 19, "subscribed"),
  /** Presence: ends a subscription. */
  UNSUBSCRIBE(StanzaKind.PRESENCE, 20, "unsubscribe"),
  /** Presence: refuses or takes back a subscription. */
  UNSUBSCRIBED(StanzaKind.PRESENCE, 21, "unsubscribed"),
  /** Presence: asks for the current presence; servers only. */
  PROBE(StanzaKind.PRESENCE, 22, "probe"),
  /** Presence that reports an error about an earlier one. */
  PRESENCE_ERROR(StanzaKind.PRESENCE, 23, "error"),

  /** IQ: asks. */
  GET(StanzaKind.IQ, 32, "get"),
  /** IQ: provides or orders. */
  SET(StanzaKind.IQ, 33, "set"),
  /** IQ: the answer to a get or set. */
  RESULT(StanzaKind.IQ, 34, "result"),
  /** IQ: the refusal of a get or set. */
  IQ_ERROR(StanzaKind.IQ, 35, "error");

  private static final @Nullable StanzaType[] BY_CODE = new StanzaType[64];

  static {
    for (StanzaType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final StanzaKind kind;
  private final byte code;
  private final @Nullable String attribute;

  StanzaType(StanzaKind kind, int code, @Nullable String attribute) {
    this.kind = kind;
    this.code = (byte) code;
    this.attribute = attribute;
  }

  /** Returns the stanza that has this type. */
  public StanzaKind kind() {
    return kind;
  }

  /** Returns the value of the {@code type} attribute; null for available presence. */
  public @Nullable String attribute() {
    return attribute;
  }

  /** Returns the code of this type in the envelope, 1 to 63. */
  public byte code() {
    return code;
  }

  /** Tells whether the stanza reports an error, which must never be answered with an error. */
  public boolean isError() {
    return this == MESSAGE_ERROR || this == PRESENCE_ERROR || this == IQ_ERROR;
  }

  /** Tells whether the stanza is an iq that must be answered (RFC 6120, section 8.2.3). */
  public boolean isRequest() {
    return this == GET || this == SET;
  }

  /** Returns the type with {@code code}, or null where there is none. */
  public static @Nullable StanzaType ofCode(int code) {
    return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
  }

  /**
   * Returns the type of a stanza of {@code kind} whose {@code type} attribute is {@code value}
   * (null: absent), or null where the stanza is a bad request: an iq without or with an unknown
   * type (RFC 6120, section 8.2.3) or presence with an unknown one (RFC 6121, section 4.7.1). A
   * message of unknown type is a normal one (RFC 6121, section 5.2.2).
   */
  public static @Nullable StanzaType of(StanzaKind kind, @Nullable String value) {
    if (value == null) {
      return switch (kind) {
        case MESSAGE -> NORMAL;
        case PRESENCE -> AVAILABLE;
        case IQ -> null;
      };
    }
    for (StanzaType type : values()) {
      if (type.kind == kind && value.equals(type.attribute)) {
        return type;
      }
    }
    return kind == StanzaKind.MESSAGE ? NORMAL : null;
  }
}
