package org.godwit.it.smack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tests of Smack's suite need not pass, each with its reason. Immutable.
 *
 * <p>Everything else must pass, and what is listed must go on failing in the way that is listed: so
 * the list never tells of less than the server can do.
 *
 * @param entries by the test, {@code Class.method}, or the class alone
 */
record Expectations(Map<String, Entry> entries) {

  /** What is expected. */
  enum Kind {
    /** Fails every time. */
    FAILED,
    /** Cannot apply: the suite looks for something that is not there. */
    IMPOSSIBLE,
    /** Passes or fails: the test itself depends on who is faster. */
    RACE,
    /** Is left out of the run. */
    LEFT_OUT
  }

  /** One line of the list. */
  record Entry(Kind kind, String reason) {}

  /** Copies the map. */
  Expectations {
    entries = Map.copyOf(entries);
  }

  /**
   * Reads a list: one line for each test, {@code kind test reason}; empty lines and those that
   * begin with {@code #} are left out.
   */
  static Expectations of(List<String> lines) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.strip().split("\\s+", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException("a test is listed without a reason: " + line);
      }
      Kind kind =
          switch (parts[0]) {
            case "failed" -> Kind.FAILED;
            case "impossible" -> Kind.IMPOSSIBLE;
            case "race" -> Kind.RACE;
            case "left-out" -> Kind.LEFT_OUT;
            default -> throw new IllegalArgumentException("no such kind: " + parts[0]);
          };
      if (entries.put(parts[1], new Entry(kind, parts[2])) != null) {
        throw new IllegalArgumentException("a test is listed twice: " + parts[1]);
      }
    }
    return new Expectations(entries);
  }

  /** Returns the tests that are not to be run. */
  List<String> leftOut() {
    List<String> tests = new ArrayList<>();
    entries.forEach((test, entry) -> {
      if (entry.kind() == Kind.LEFT_OUT) {
        tests.add(test);
      }
    });
    return tests;
  }

  /** Returns the tests that failed and are not listed. */
  List<String> unexpectedlyFailed(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(each -> each.kind() == Outcome.Kind.FAILED && !entries.containsKey(each.test()))
        .map(Outcome::test)
        .toList();
  }

  /** Returns what is not as it is listed, in words; empty where all is. */
  List<String> differences(List<Outcome> outcomes) {
    List<String> differences = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Outcome outcome : outcomes) {
      seen.add(outcome.test());
      Entry entry = entries.get(outcome.test());
      boolean right =
          switch (outcome.kind()) {
            case PASSED -> entry == null || entry.kind() == Kind.RACE;
            case FAILED ->
                entry != null && (entry.kind() == Kind.FAILED || entry.kind() == Kind.RACE);
            case IMPOSSIBLE -> entry != null && entry.kind() == Kind.IMPOSSIBLE;
          };
      if (!right) {
        differences.add(
            outcome.line() + (entry == null ? "" : " (listed: " + entry.reason() + ')'));
      }
    }
    entries.forEach((test, entry) -> {
      if (entry.kind() != Kind.LEFT_OUT && !seen.contains(test)) {
        differences.add("listed, but not run: " + test);
      }
    });
    return differences;
  }
}
