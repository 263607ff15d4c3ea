package org.godwit.auth.account;

import java.util.List;
import java.util.Map;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts are kept. Any thread; calls block. All JIDs are bare and enforced.
 *
 * <p>What every store does is written down in the test class {@code AccountStoreContract}.
 */
public interface AccountStore {

  /** Returns the account of {@code jid}, or null where there is none. */
  @Nullable Account find(Jid jid);

  /** Adds an account; false, and no change, where its JID has one already. */
  boolean create(Account account);

  /**
   * Replaces all credentials of an account.
   *
   * @param revision which state of it is to be changed; null for any
   */
  StoreChange replaceCredentials(
      Jid jid, Map<ScramHash, ScramCredential> credentials, @Nullable String revision);

  /** Lets an account log in or not; {@code revision} as above. */
  StoreChange setEnabled(Jid jid, boolean enabled, @Nullable String revision);

  /** Removes an account with its credentials; {@code revision} as above. */
  StoreChange delete(Jid jid, @Nullable String revision);

  /** Returns how many accounts {@code domain} has. */
  long count(String domain);

  /**
   * Returns a page of accounts, ordered by domain and then by localpart in the store's order of
   * code units or code points.
   *
   * @param domain only accounts of this domain; null for all
   * @param after only accounts behind this one, which need not exist; null for the first page
   * @param limit the most accounts to return, at least 1
   */
  List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit);
}
