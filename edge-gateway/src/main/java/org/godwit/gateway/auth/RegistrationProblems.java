package org.godwit.gateway.auth;

import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** What a refused registration means to the client (XEP-0077 v2.4, section 3.1). Pure. */
final class RegistrationProblems {
  private RegistrationProblems() {}

  /**
   * Returns the error for an HTTP status.
   *
   * @param condition element name that auth-service chose; null where it chose none
   * @param detail why, in English; null for none
   */
  static StanzaError errorOf(int status, @Nullable String condition, @Nullable String detail) {
    StanzaErrorCondition chosen =
        condition == null ? null : StanzaErrorCondition.ofElement(condition);
    if (chosen == null) {
      chosen =
          switch (status) {
            case 403 -> StanzaErrorCondition.NOT_ALLOWED;
            case 409 -> StanzaErrorCondition.CONFLICT;
            case 429 -> StanzaErrorCondition.RESOURCE_CONSTRAINT;
            default -> StanzaErrorCondition.NOT_ACCEPTABLE;
          };
    }
    return detail == null ? StanzaError.of(chosen) : StanzaError.of(chosen, detail);
  }
}
