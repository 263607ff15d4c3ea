/**
 * Accounts: a bare JID, its credentials and whether it may log in.
 *
 * <p>Entry: {@link org.godwit.auth.account.Accounts}; its port is {@link
 * org.godwit.auth.account.AccountStore}. A bare JID names at most one account, also when two
 * instances create it at the same moment. Every change in this instance is seen by its next read;
 * other instances see it after {@code xmpp.auth.accounts.cache-expiry}.
 */
@NullMarked
package org.godwit.auth.account;

import org.jspecify.annotations.NullMarked;
