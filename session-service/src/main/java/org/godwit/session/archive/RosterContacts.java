package org.godwit.session.archive;

import org.godwit.protocol.jid.Jid;

/** Knows who is in whose roster. Called on virtual threads; may block for a query. */
@FunctionalInterface
public interface RosterContacts {

  /** What is known. */
  enum Answer {
    /** The contact is in the roster. */
    YES,
    /** It is not. */
    NO,
    /** Nobody keeps rosters. */
    UNKNOWN
  }

  /** The roster of one account. */
  @FunctionalInterface
  interface OfAccount {
    /** Tells whether it has {@code contact}, a bare JID. */
    Answer has(Jid contact);
  }

  /** Tells whether the roster of {@code account}, a bare JID, has {@code contact}, another. */
  Answer has(String account, Jid contact);
}
