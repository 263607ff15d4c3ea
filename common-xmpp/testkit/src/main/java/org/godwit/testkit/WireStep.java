package org.godwit.testkit;

import java.util.regex.Pattern;

/** One line of a {@link WireScript}. */
public sealed interface WireStep {

  /** Returns the number of the line, from 1. */
  int line();

  /**
   * Sends a text.
   *
   * @param line the line's number
   * @param text what to send, with {@code ${name}} for what was captured
   */
  record Send(int line, String text) implements WireStep {}

  /**
   * Expects exactly this text next.
   *
   * @param line the line's number
   * @param text what must come, with {@code ${name}} for what was captured
   */
  record Expect(int line, String text) implements WireStep {}

  /**
   * Expects a match next; named groups are captured.
   *
   * @param line the line's number
   * @param pattern what must match from the first unread character on
   */
  record ExpectMatch(int line, Pattern pattern) implements WireStep {}

  /**
   * Expects that the far end closes and sends nothing before.
   *
   * @param line the line's number
   */
  record ExpectEnd(int line) implements WireStep {}
}
