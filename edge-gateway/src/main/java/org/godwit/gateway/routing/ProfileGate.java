package org.godwit.gateway.routing;

import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.StreamProfile;
import org.jspecify.annotations.Nullable;

/**
 * Which profile a stream's stanzas follow, and what has to happen before they follow another, so
 * that no stanza overtakes one that took the other way. Pure but for its own fields; not
 * thread-safe, the event loop's.
 *
 * <pre>
 *   direct --to vetted--> settling --all that was sent is durable--> vetted
 *   vetted --to direct--> barrier under way --its answer--> direct
 * </pre>
 *
 * <p>In both of the waiting states nothing is read from the client; a newer wish replaces what is
 * waited for.
 */
public final class ProfileGate {
  /** What the shell must do. */
  public enum Step {
    /** Nothing. */
    NONE,
    /** Call {@link #onSettled} when all that was sent so far is durable. */
    SETTLE,
    /** Send a barrier called {@link #awaited}. */
    BARRIER
  }

  private StreamProfile profile;
  private @Nullable StreamProfile next;
  private @Nullable String awaited;
  private int waits;

  /** Starts with {@code profile}. */
  public ProfileGate(StreamProfile profile) {
    this.profile = profile;
  }

  /** Returns the profile that stanzas follow now. */
  public StreamProfile profile() {
    return profile;
  }

  /** Tells whether nothing may be read from the client. */
  public boolean isShut() {
    return next != null || awaited != null;
  }

  /** Returns the barrier that is waited for; null for none. */
  public @Nullable String awaited() {
    return awaited;
  }

  /** Returns what {@link #onSettled} has to be told. */
  public int waits() {
    return waits;
  }

  /** The owner wishes another profile, or answers a barrier. */
  public Step onChanged(ProfileChanged changed) {
    String barrier = changed.barrierId();
    if (barrier != null && !barrier.equals(awaited)) {
      // An answer that is not waited for any more says nothing about what was read since.
      return Step.NONE;
    }
    StreamProfile wish = changed.profile();
    next = null;
    awaited = null;
    if (barrier != null || wish.vetted() == profile.vetted()) {
      profile = wish;
      return Step.NONE;
    }
    waits++;
    if (wish.vetted()) {
      next = wish;
      return Step.SETTLE;
    }
    awaited = Integer.toString(waits);
    return Step.BARRIER;
  }

  /** What was sent before the wish {@code wait} is durable. */
  public void onSettled(int wait) {
    StreamProfile wish = next;
    if (wish != null && wait == waits) {
      profile = wish;
      next = null;
    }
  }
}
