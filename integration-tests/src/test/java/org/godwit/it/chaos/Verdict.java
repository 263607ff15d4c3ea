package org.godwit.it.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run proves.
 *
 * @param kills how many processes were killed
 * @param acknowledged how many stanzas the server took responsibility for
 * @param bounced how many came back to their sender as an error
 * @param takeoverP99Ms the longest silence of a conversation around a kill, 99th percentile, or -1
 * @param faults what must be empty
 */
record Verdict(
    int kills, int acknowledged, int bounced, long takeoverP99Ms, Verdict.Faults faults) {

  /**
   * Ids of stanzas that were not delivered as they must be.
   *
   * @param lost acknowledged and never received
   * @param duplicated received twice
   * @param reordered received after a later one
   */
  record Faults(List<String> lost, List<String> duplicated, List<String> reordered) {

    Faults {
      lost = List.copyOf(lost);
      duplicated = List.copyOf(duplicated);
      reordered = List.copyOf(reordered);
    }
  }

  /** Tells whether every promise was kept. */
  boolean isClean() {
    return faults.lost.isEmpty() && faults.duplicated.isEmpty() && faults.reordered.isEmpty();
  }

  /** Returns the first ids of each kind of fault. */
  List<String> examples(int each) {
    List<String> ids = new ArrayList<>();
    for (List<String> kind : List.of(faults.lost, faults.duplicated, faults.reordered)) {
      ids.addAll(kind.subList(0, Math.min(each, kind.size())));
    }
    return ids;
  }

  /** Returns the one line that says it all. */
  String closingLine() {
    return "kills="
        + kills
        + " acked="
        + acknowledged
        + " lost="
        + faults.lost.size()
        + " duplicated="
        + faults.duplicated.size()
        + " reordered="
        + faults.reordered.size()
        + " takeover_p99_ms="
        + takeoverP99Ms;
  }
}
