package org.godwit.auth.account;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** How the names that a peer gives become addresses (RFC 6120, section 6.3.7 and 6.3.8). */
public final class AccountNames {

  /** The longest localpart that the store has room for, in UTF-16 units. */
  public static final int USERNAME_LENGTH_MAX = 512;

  private AccountNames() {}

  /** Returns the bare JID of {@code username} at {@code domain}, or null where it can be none. */
  public static @Nullable Jid account(String username, String domain) {
    if (username.isEmpty() || username.indexOf('@') >= 0 || username.indexOf('/') >= 0) {
      return null;
    }
    Jid jid = Jid.parse(username + '@' + domain);
    String local = jid == null ? null : jid.local();
    // The store has no room for a longer one, so nobody has such an account.
    return local != null && local.length() <= USERNAME_LENGTH_MAX ? jid : null;
  }

  /**
   * Tells whether {@code account} may act as {@code authzid}: only as itself. A full JID is taken
   * as well, because clients that want a resource put it here.
   */
  public static boolean mayActAs(Jid account, String authzid) {
    Jid asked = Jid.parse(authzid);
    return asked != null && asked.bare().equals(account);
  }
}
