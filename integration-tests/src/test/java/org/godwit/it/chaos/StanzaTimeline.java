package org.godwit.it.chaos;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one stanza, in the order of time: what its clients saw, its records on the
 * bus, and what was done to processes meanwhile.
 *
 * @param beginMs when the run began, in milliseconds since 1970
 * @param clients what its clients saw
 * @param faults what was done to processes in the whole run
 * @param path its records; null where the bus could not be read
 */
record StanzaTimeline(
    long beginMs, List<Moment> clients, List<Moment> faults, @Nullable StanzaPath path) {

  /** A fault may have begun long before the stanza it hits, and show long after its last record. */
  private static final long AROUND_MS = 40_000;

  /** Returns a line for each moment, and one that says where the stanza was seen last. */
  List<String> lines() {
    List<Moment> moments = new ArrayList<>(clients);
    if (path != null) {
      for (Hop hop : path.hops()) {
        moments.add(new Moment(hop.timestampMs() - beginMs, hop.rank(), hop.line()));
      }
    }
    long first = moments.stream().mapToLong(Moment::atMs).min().orElse(0);
    long last = moments.stream().mapToLong(Moment::atMs).max().orElse(0);
    faults.stream()
        .filter(fault -> fault.atMs() >= first - AROUND_MS && fault.atMs() <= last + AROUND_MS)
        .forEach(moments::add);
    Collections.sort(moments);
    List<String> lines = new ArrayList<>();
    for (Moment moment : moments) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%9.3f s %s  %s",
              moment.atMs() / 1000.0,
              clock(moment.atMs()),
              moment.what()));
    }
    if (path != null) {
      lines.add(path.end());
    }
    return lines;
  }

  /** The time of day, as the processes' logs have it. */
  private LocalTime clock(long atMs) {
    return LocalTime.ofInstant(Instant.ofEpochMilli(beginMs + atMs), ZoneId.systemDefault())
        .truncatedTo(ChronoUnit.MILLIS);
  }
}
