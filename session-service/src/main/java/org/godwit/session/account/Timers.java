package org.godwit.session.account;

import java.time.Duration;
import org.godwit.bus.Completion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds accounts what they have asked for later. Called under the partition's lock. */
final class Timers {

  private static final Logger LOGGER = LoggerFactory.getLogger(Timers.class);
  private static final long RETRY_FIRST_MS = 500;
  private static final int RETRY_DOUBLINGS_MAX = 6;

  private static final long RELEASE_AGAIN_MS = 60_000;

  private final Timer timer;
  private final AccountSettings settings;
  private final Loopback loopback;

  Timers(Timer timer, AccountSettings settings, Loopback loopback) {
    this.timer = timer;
    this.settings = settings;
    this.loopback = loopback;
  }

  void start(AccountKey key, Effect effect) {
    switch (effect) {
      case Effect.RetryLater e -> after(retryMs(key), key, new AccountInput.RetryLoad(e.stream()));
      case Effect.RetryKeptLater e ->
          after(retryMs(key), key, new AccountInput.RetryKept(e.stream()));
      case Effect.HoldTimer e ->
          after(settings.holdMax().toMillis(), key, new AccountInput.HoldOver(e.stream()));
      case Effect.ContactsTimer _ ->
          timer.after(
              settings.contacts().unreadRecheck(),
              () ->
                  loopback.feed(
                      key, new AccountInput.ContactsDue(timer.nowMs()), new Work(Nobody.WAITS)));
      case Effect.ReleaseTimer e ->
          after(RELEASE_AGAIN_MS, key, new AccountInput.ReleaseAgain(e.stream()));
      case Effect.ResumptionTimer e -> {
        long overMs = e.sinceMs() + Duration.ofSeconds(e.maxSeconds()).toMillis();
        after(
            Math.max(0, overMs - timer.nowMs()),
            key,
            new AccountInput.ResumptionOver(e.stream(), e.sinceMs()));
      }
      default -> throw new IllegalStateException("nothing to wait for: " + effect);
    }
  }

  /** The record of {@code work} is done when it was handled then. */
  void again(AccountKey key, Effect.TryAgain effect, Work work) {
    work.retain();
    timer.after(
        settings.contacts().unreadRecheck(),
        () -> loopback.feed(key, new AccountInput.Again(effect.record(), timer.nowMs()), work));
  }

  /** Each time twice as long, until a load succeeds. */
  private static long retryMs(AccountKey key) {
    int failed = key.failedLoads();
    key.failedLoads(Math.min(failed + 1, RETRY_DOUBLINGS_MAX));
    return RETRY_FIRST_MS << failed;
  }

  private void after(long delayMs, AccountKey key, AccountInput input) {
    timer.after(
        Duration.ofMillis(delayMs), () -> loopback.feed(key, input, new Work(Nobody.WAITS)));
  }

  /** The completion of what no record waits for. */
  enum Nobody implements Completion {
    WAITS;

    @Override
    public void done() {
      // Nothing to commit.
    }

    @Override
    public void failed(Throwable cause) {
      LOGGER.atError().setCause(cause).log("what was due was not done");
    }
  }
}
