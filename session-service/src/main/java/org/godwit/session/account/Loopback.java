package org.godwit.session.account;

/** Where results come back to the partition. Any thread. */
@FunctionalInterface
interface Loopback {

  /**
   * Feeds {@code input} to the account when its turn comes; ends one effect of {@code work} when it
   * was handled.
   */
  void feed(AccountKey key, AccountInput input, Work work);
}
