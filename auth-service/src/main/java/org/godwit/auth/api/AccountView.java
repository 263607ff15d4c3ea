package org.godwit.auth.api;

import java.time.Instant;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountSummary;

/**
 * An account as administrators see it.
 *
 * @param account its bare JID
 * @param enabled whether it may log in
 * @param created when it was made
 */
record AccountView(String account, boolean enabled, Instant created) {

  static AccountView of(Account account) {
    return new AccountView(account.jid().bareText(), account.enabled(), account.created());
  }

  static AccountView of(AccountSummary account) {
    return new AccountView(account.jid().bareText(), account.enabled(), account.created());
  }
}
