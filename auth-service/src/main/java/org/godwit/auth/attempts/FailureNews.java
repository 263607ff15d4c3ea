package org.godwit.auth.attempts;

/** Tells other instances of failed logins. Any thread; never blocks, and never fails. */
@FunctionalInterface
interface FailureNews {

  /** Tells nobody: where there is no bus. */
  FailureNews NONE = (key, count) -> {};

  /**
   * Tells how many failures {@code key} has now; 0 where they are forgotten.
   *
   * @param key an account or an address, as {@link LoginDelays} names them
   */
  void tell(String key, int count);
}
