package org.godwit.it.smack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one test of Smack's suite ended, or why none of a class could run.
 *
 * @param kind how
 * @param test the test as {@code Class.method}, or the class alone
 * @param cause what the suite says about it, on one line; empty where it passed
 */
record Outcome(Kind kind, String test, String cause) {

  private static final char SEPARATOR = '\t';

  /** How a test ended. */
  enum Kind {
    PASSED,
    FAILED,
    IMPOSSIBLE
  }

  /** Returns {@code first} with the outcomes of {@code second} in place of those of its tests. */
  static List<Outcome> merged(List<Outcome> first, List<Outcome> second) {
    Map<String, Outcome> all = new LinkedHashMap<>();
    first.forEach(each -> all.put(each.test(), each));
    second.stream()
        .filter(each -> all.containsKey(each.test()))
        .forEach(each -> all.put(each.test(), each));
    return List.copyOf(all.values());
  }

  /** Returns the line that {@link #parse} reads. */
  String line() {
    return kind.name().toLowerCase(Locale.ROOT)
        + SEPARATOR
        + test
        + SEPARATOR
        + cause.replaceAll("\\s+", " ");
  }

  /** Returns the outcome in {@code line}, or null where it is none. */
  static @Nullable Outcome parse(String line) {
    String[] parts = line.split(String.valueOf(SEPARATOR), -1);
    if (parts.length != 3) {
      return null;
    }
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(parts[0])) {
        return new Outcome(kind, parts[1], parts[2]);
      }
    }
    return null;
  }
}
