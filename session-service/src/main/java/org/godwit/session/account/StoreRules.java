package org.godwit.session.account;

/** What goes to the offline store, and how much of it. Pure. */
final class StoreRules {

  private final AccountSettings settings;

  StoreRules(AccountSettings settings) {
    this.settings = settings;
  }

  /** Stores {@code row}. */
  Step keep(AccountState state, OfflineRow row) {
    return Step.of(state.withStored(row), new Effect.PersistOffline(row));
  }

  /** Tells whether the rows must be counted before one more may be stored or refused. */
  boolean isUncounted(AccountState state, Env env) {
    Mailbox mailbox = state.mailbox();
    return mailbox.stored() < 0 || (isFull(state, env) && !mailbox.exact() && fits(env));
  }

  boolean isFull(AccountState state, Env env) {
    return !fits(env) || state.mailbox().stored() >= settings.offlineMessagesMax();
  }

  /** Tells whether not even what is about to be sent may be stored. */
  boolean isOverfull(AccountState state, Env env) {
    return !fits(env)
        || state.mailbox().stored() >= 2L * Math.max(settings.offlineMessagesMax(), 1);
  }

  private static boolean fits(Env env) {
    return env.key().length() <= OfflineRow.ACCOUNT_CHARS_MAX;
  }
}
