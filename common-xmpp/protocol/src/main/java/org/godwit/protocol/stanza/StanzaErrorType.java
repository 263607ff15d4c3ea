package org.godwit.protocol.stanza;

/** What the sender may do about a stanza error (RFC 6120, section 8.3.2). */
public enum StanzaErrorType {
  /** Retry after providing credentials. */
  AUTH,
  /** Do not retry. */
  CANCEL,
  /** Proceed: the condition was only a warning. */
  CONTINUE,
  /** Retry after changing the data sent. */
  MODIFY,
  /** Retry after waiting. */
  WAIT;

  /** Returns the value of the {@code type} attribute. */
  public String attribute() {
    return switch (this) {
      case AUTH -> "auth";
      case CANCEL -> "cancel";
      case CONTINUE -> "continue";
      case MODIFY -> "modify";
      case WAIT -> "wait";
    };
  }
}
