package org.godwit.session.account;

/**
 * What a client has switched on for its session, which lasts as long as that: over owners and over
 * resumptions. Immutable.
 *
 * @param carbons whether it gets carbons (XEP-0280, section 4)
 * @param selectsOffline whether it fetches stored messages itself (XEP-0013, section 2.2)
 */
record SessionFlags(boolean carbons, boolean selectsOffline) {

  /** As a session begins. */
  static final SessionFlags NONE = new SessionFlags(false, false);

  private static final int CARBONS = 1;
  private static final int SELECTS_OFFLINE = 2;

  int bits() {
    return (carbons ? CARBONS : 0) | (selectsOffline ? SELECTS_OFFLINE : 0);
  }

  static SessionFlags ofBits(int bits) {
    return bits == 0
        ? NONE
        : new SessionFlags((bits & CARBONS) != 0, (bits & SELECTS_OFFLINE) != 0);
  }

  SessionFlags withCarbons(boolean on) {
    return new SessionFlags(on, selectsOffline);
  }

  SessionFlags withSelectsOffline(boolean on) {
    return new SessionFlags(carbons, on);
  }
}
