package org.godwit.it.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The stanzas that a client sent and that were not acknowledged (XEP-0198, section 4). Pure, one
 * thread at a time.
 */
final class Outbox {

  private static final long MODULUS = 1L << 32;

  private final Deque<Outgoing> unacknowledged = new ArrayDeque<>();
  private long acknowledged;

  /**
   * A stanza on its way.
   *
   * @param conversation its conversation; -1 for what is in no ledger
   * @param sequence its number there
   * @param xml its text
   */
  record Outgoing(int conversation, int sequence, String xml) {

    /** Returns a stanza that is counted and in no ledger. */
    static Outgoing unrecorded(String xml) {
      return new Outgoing(-1, -1, xml);
    }

    boolean isRecorded() {
      return conversation >= 0;
    }
  }

  /** Adds what is sent now. */
  void add(Outgoing stanza) {
    unacknowledged.add(stanza);
  }

  /** Returns how many are not acknowledged. */
  int size() {
    return unacknowledged.size();
  }

  /** Returns how many were sent since {@link #restart}, modulo 2^32: what {@code h} will be. */
  long sent() {
    return (acknowledged + unacknowledged.size()) % MODULUS;
  }

  /**
   * Takes out what {@code h} acknowledges.
   *
   * @throws IllegalArgumentException where that is more than was sent, or less than before
   */
  List<Outgoing> acknowledge(long h) {
    long more = Math.floorMod(h - acknowledged, MODULUS);
    if (more > unacknowledged.size()) {
      throw new IllegalArgumentException(
          "h is " + h + ", of " + sent() + " sent and " + acknowledged + " acknowledged before");
    }
    List<Outgoing> taken = new ArrayList<>();
    for (long i = 0; i < more; i++) {
      taken.add(unacknowledged.remove());
    }
    acknowledged = h;
    return taken;
  }

  /** Returns what a resumed stream sends again, the oldest first. */
  List<Outgoing> unacknowledged() {
    return List.copyOf(unacknowledged);
  }

  /** Begins to count anew and returns what has to be sent again in another session. */
  List<Outgoing> restart() {
    List<Outgoing> left = unacknowledged.stream().filter(Outgoing::isRecorded).toList();
    unacknowledged.clear();
    acknowledged = 0;
    return left;
  }
}
