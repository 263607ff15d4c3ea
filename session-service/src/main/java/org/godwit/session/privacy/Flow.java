package org.godwit.session.privacy;

/** What a privacy rule may be about (XEP-0016, section 2.1). */
public enum Flow {
  /** A message from a contact. */
  MESSAGE_IN(1),
  /** An iq from a contact. */
  IQ_IN(2),
  /** Available or unavailable presence from a contact. */
  PRESENCE_IN(4),
  /** Available or unavailable presence to a contact. */
  PRESENCE_OUT(8),
  /** Anything else: only a rule about all stanzas covers it. */
  OTHER(0);

  private final int bit;

  Flow(int bit) {
    this.bit = bit;
  }

  /** Returns the bit of it in {@link PrivacyItem#flows()}; 0 where it has none. */
  int bit() {
    return bit;
  }
}
