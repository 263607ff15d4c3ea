package org.godwit.it.chaos;

import java.util.List;

/**
 * Who a client is and whom it writes to.
 *
 * @param user its account at {@code localhost}, and its password
 * @param kind how it comes and goes
 * @param conversations the conversations in which it is the sender
 * @param seed makes it differ from others in the same way in each run
 */
record ClientProfile(String user, Kind kind, List<Correspondent> conversations, long seed) {

  ClientProfile {
    conversations = List.copyOf(conversations);
  }

  /** How a client comes and goes. */
  enum Kind {
    /** It stays, and resumes its stream when it loses the connection. */
    STEADY,
    /** It closes its stream every now and then, is away, and comes back with a new session. */
    ABSENT,
    /** It drops its connection every now and then and resumes on the next gateway. */
    ROAMING
  }

  /**
   * One conversation, seen from its sender.
   *
   * @param conversation its number in the ledger
   * @param to the account written to
   */
  record Correspondent(int conversation, String to) {}
}
