package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;

/** One account in its partition's memory. Guarded by the partition's lock. */
final class AccountKey {

  private final Env env;
  private final StateWrites writes;
  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private AccountState state;
  private boolean busy;
  private int failedLoads;

  /**
   * An input that waits for its turn.
   *
   * @param input the input
   * @param work what it will complete
   */
  record Waiting(AccountInput input, Work work) {}

  AccountKey(Env env, StateWrites writes, AccountState state) {
    this.env = env;
    this.writes = writes;
    this.state = state;
  }

  Env env() {
    return env;
  }

  StateWrites writes() {
    return writes;
  }

  AccountState state() {
    return state;
  }

  void state(AccountState next) {
    state = next;
  }

  boolean isBusy() {
    return busy;
  }

  void busy(boolean looksUp) {
    busy = looksUp;
  }

  Deque<Waiting> waiting() {
    return waiting;
  }

  int failedLoads() {
    return failedLoads;
  }

  void failedLoads(int count) {
    failedLoads = count;
  }

  /** Tells whether nothing would be lost with this object. */
  boolean isForgettable() {
    return !busy
        && waiting.isEmpty()
        && !state.isOnline()
        && state.mailbox().backlog() == null
        && writes.isIdle();
  }
}
