package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.StreamRef;
import org.jspecify.annotations.Nullable;

/** One account in its partition's memory. Guarded by the partition's lock. */
final class AccountKey {

  private final Env env;
  private final StateWrites writes;
  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private AccountState state;
  private AccountState.Applied restored = AccountState.Applied.NOTHING;
  private long handled = -1;
  private long forgetAtMs;
  private boolean lookedUp;
  private boolean unwritten;
  private int failedLoads;
  private int loads;
  private @Nullable Map<StreamRef, Integer> latestLoads;

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

  /** Takes a state of the state topic: the records that made it are done. */
  void restore(AccountState found) {
    state = found;
    restored = found.applied();
    handled = found.applied().offset();
  }

  /** Tells whether all that {@code record} does was done by an owner before. */
  boolean isDone(InboundRecord record) {
    return record.offset() <= restored.offset() && record.timestampMs() <= restored.timestampMs();
  }

  /** Returns the last record that was decided; -1 for none. */
  long handled() {
    return handled;
  }

  void handled(long offset) {
    handled = offset;
  }

  long forgetAtMs() {
    return forgetAtMs;
  }

  void forgetAtMs(long timeMs) {
    forgetAtMs = timeMs;
  }

  /** Tells whether inputs must wait. */
  boolean isBusy() {
    return lookedUp || writes.isBlocking();
  }

  /** Tells whether the account is being looked up. */
  boolean isLookedUp() {
    return lookedUp;
  }

  void lookedUp(boolean begins) {
    lookedUp = begins;
  }

  /** Tells whether counts have changed that the state topic does not know. */
  boolean isUnwritten() {
    return unwritten;
  }

  void unwritten(boolean changed) {
    unwritten = changed;
  }

  Deque<Waiting> waiting() {
    return waiting;
  }

  /** Begins a load for {@code stream} and returns its number. */
  int nextLoad(StreamRef stream) {
    Map<StreamRef, Integer> latest = latestLoads;
    if (latest == null) {
      latest = new HashMap<>(4);
      latestLoads = latest;
    }
    latest.put(stream, ++loads);
    return loads;
  }

  /** Ends a load; tells whether another of the same stream has begun since. */
  boolean isOutdated(int number) {
    return latestLoads == null || !latestLoads.values().remove(number);
  }

  int failedLoads() {
    return failedLoads;
  }

  void failedLoads(int count) {
    failedLoads = count;
  }

  /** Tells whether the state topic has, or is to have, an entry. */
  boolean isStateful() {
    return state.isOnline() || state.applied().offset() >= 0;
  }

  /** Tells whether nothing would be lost with this object. */
  boolean isForgettable() {
    return !isBusy()
        && waiting.isEmpty()
        && !isStateful()
        && state.mailbox().backlogs().isEmpty()
        && writes.isIdle();
  }
}
