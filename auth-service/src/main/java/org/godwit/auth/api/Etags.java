package org.godwit.auth.api;

import org.jspecify.annotations.Nullable;

/** Revisions as entity tags (RFC 9110, sections 8.8.3 and 13.1.1). */
final class Etags {

  private static final int QUOTES = 2;

  private Etags() {}

  /** Returns the tag of a revision. */
  static String of(String revision) {
    return '"' + revision + '"';
  }

  /**
   * Returns the revision that {@code ifMatch} asks for; null where any will do. A list of tags, and
   * whatever else is no single tag, is a revision that nothing has.
   */
  static @Nullable String revision(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals("*")) {
      return null;
    }
    return ifMatch.length() >= QUOTES && ifMatch.startsWith("\"") && ifMatch.endsWith("\"")
        ? ifMatch.substring(1, ifMatch.length() - 1)
        : "";
  }
}
