package org.godwit.auth.account;

import org.godwit.protocol.jid.Jid;

/**
 * Users of somebody else, who may be looked up and whose passwords may be shown to it. Any thread;
 * calls block. A directory that cannot be asked throws {@link RepositoryAwayException}.
 *
 * <p>What every directory does is written down in the test class {@code UserDirectoryContract}.
 */
public interface UserDirectory {

  /** What came of a password. */
  enum Check {
    /** It is the user's. */
    RIGHT,
    /** It is the user's, who may not log in. */
    DISABLED,
    /** It is not the user's. */
    WRONG,
    /** There is no such user. */
    UNKNOWN
  }

  /** Tells whether there is a user with that bare JID. */
  boolean exists(Jid account);

  /**
   * Shows a password.
   *
   * @param password prepared (RFC 4013); never logged
   */
  Check check(Jid account, String password);
}
