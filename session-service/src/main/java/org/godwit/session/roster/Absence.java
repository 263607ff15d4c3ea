package org.godwit.session.roster;

/**
 * What a contact may know of an account that has no session (RFC 6121, section 4.3.2).
 *
 * @param subscribed whether the contact is subscribed to the account's presence
 * @param goneAtMs when its last available resource went, in milliseconds since 1970; 0 where that
 *     is not known or not for the contact
 */
public record Absence(boolean subscribed, long goneAtMs) {

  /** The contact is not subscribed. */
  public static final Absence STRANGER = new Absence(false, 0);
}
