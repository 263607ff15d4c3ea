package org.godwit.auth.sasl;

import java.util.Locale;

/** The SASL failures that this service gives, of those in RFC 6120, section 6.5. */
public enum SaslCondition {
  /** The password was right, but the account may not log in (6.5.2). */
  ACCOUNT_DISABLED,
  /** What the client logs in with has expired (6.5.3). */
  CREDENTIALS_EXPIRED,
  /** The mechanism needs an encrypted stream (6.5.4). */
  ENCRYPTION_REQUIRED,
  /** The data is not Base64 (6.5.5). */
  INCORRECT_ENCODING,
  /** The account may not act as the address that was asked for (6.5.6). */
  INVALID_AUTHZID,
  /** The mechanism is unknown or switched off (6.5.7). */
  INVALID_MECHANISM,
  /** The data breaks the mechanism's grammar (6.5.8). */
  MALFORMED_REQUEST,
  /** The credentials are wrong, or the account is unknown (6.5.10). */
  NOT_AUTHORIZED,
  /** It may work later (6.5.11). */
  TEMPORARY_AUTH_FAILURE;

  private final String element = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name of the condition's element. */
  public String element() {
    return element;
  }
}
