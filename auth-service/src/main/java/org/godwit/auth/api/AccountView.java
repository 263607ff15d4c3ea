package org.godwit.auth.api;

import java.time.Instant;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountSummary;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators see it.
 *
 * @param account its bare JID
 * @param enabled whether it may log in
 * @param created when it was made
 * @param lastLogin when it logged in last, to within {@code
 *     xmpp.auth.accounts.last-login-interval}; null for never
 */
record AccountView(String account, boolean enabled, Instant created, @Nullable Instant lastLogin) {

  static AccountView of(Account account) {
    return new AccountView(
        account.jid().bareText(), account.enabled(), account.created(), account.lastLogin());
  }

  static AccountView of(AccountSummary account) {
    return new AccountView(
        account.jid().bareText(), account.enabled(), account.created(), account.lastLogin());
  }
}
