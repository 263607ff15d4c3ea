package org.godwit.protocol.stanza;

import static org.godwit.protocol.stanza.StanzaErrorType.AUTH;
import static org.godwit.protocol.stanza.StanzaErrorType.CANCEL;
import static org.godwit.protocol.stanza.StanzaErrorType.MODIFY;
import static org.godwit.protocol.stanza.StanzaErrorType.WAIT;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The defined conditions of a stanza error (RFC 6120, section 8.3.3), each with its usual error
 * type and the legacy code of XEP-0086, table 2 (0 where that table has none).
 */
public enum StanzaErrorCondition {
  /** The request is malformed (8.3.3.1). */
  BAD_REQUEST(MODIFY, 400),
  /** A resource or session with that name or address exists (8.3.3.2). */
  CONFLICT(CANCEL, 409),
  /** The feature is not implemented (8.3.3.3). */
  FEATURE_NOT_IMPLEMENTED(CANCEL, 501),
  /** The sender lacks the permission (8.3.3.4). */
  FORBIDDEN(AUTH, 403),
  /** The addressee can no longer be contacted here (8.3.3.5). */
  GONE(CANCEL, 302),
  /** The server cannot go on because of its own fault (8.3.3.6). */
  INTERNAL_SERVER_ERROR(CANCEL, 500),
  /** The addressed JID or item was not found (8.3.3.7). */
  ITEM_NOT_FOUND(CANCEL, 404),
  /** The address violates RFC 7622 (8.3.3.8). */
  JID_MALFORMED(MODIFY, 400),
  /** The request does not meet the recipient's criteria (8.3.3.9). */
  NOT_ACCEPTABLE(MODIFY, 406),
  /** No entity may perform the action (8.3.3.10). */
  NOT_ALLOWED(CANCEL, 405),
  /** The sender must provide credentials first (8.3.3.11). */
  NOT_AUTHORIZED(AUTH, 401),
  /** A local service policy was violated (8.3.3.12). */
  POLICY_VIOLATION(MODIFY, 0),
  /** The intended recipient is temporarily unavailable (8.3.3.13). */
  RECIPIENT_UNAVAILABLE(WAIT, 404),
  /** The request should go elsewhere for now (8.3.3.14). */
  REDIRECT(MODIFY, 302),
  /** The sender must register first (8.3.3.15). */
  REGISTRATION_REQUIRED(AUTH, 407),
  /** The remote server does not exist (8.3.3.16). */
  REMOTE_SERVER_NOT_FOUND(CANCEL, 404),
  /** The remote server could not be contacted in time (8.3.3.17). */
  REMOTE_SERVER_TIMEOUT(WAIT, 504),
  /** The server lacks the resources to go on (8.3.3.18). */
  RESOURCE_CONSTRAINT(WAIT, 500),
  /** The service is not provided here (8.3.3.19). */
  SERVICE_UNAVAILABLE(CANCEL, 503),
  /** The sender must subscribe first (8.3.3.20). */
  SUBSCRIPTION_REQUIRED(AUTH, 407),
  /** None of the other conditions fits; goes with an application condition (8.3.3.21). */
  UNDEFINED_CONDITION(CANCEL, 500),
  /** The request came at the wrong moment (8.3.3.22). */
  UNEXPECTED_REQUEST(WAIT, 400);

  private final StanzaErrorType type;
  private final int legacyCode;
  private final String element;

  StanzaErrorCondition(StanzaErrorType type, int legacyCode) {
    this.type = type;
    this.legacyCode = legacyCode;
    this.element = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the error type that the RFC recommends for this condition. */
  public StanzaErrorType type() {
    return type;
  }

  /** Returns the legacy code of XEP-0086, or 0 where it has none. */
  public int legacyCode() {
    return legacyCode;
  }

  /** Returns the element's local name. */
  public String element() {
    return element;
  }

  /** Returns the condition whose element is {@code name}, or null where there is none. */
  public static @Nullable StanzaErrorCondition ofElement(String name) {
    for (StanzaErrorCondition condition : values()) {
      if (condition.element.equals(name)) {
        return condition;
      }
    }
    return null;
  }
}
