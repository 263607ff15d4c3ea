package org.godwit.benchmarks.load;

import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server sends into the elements of the stream. It trusts the server: an element ends
 * at the first end tag of its name. One thread.
 */
final class StreamElements {

  private final StringBuilder pending = new StringBuilder();
  private int begin;

  /** Adds what came, one character per byte. */
  void add(String text) {
    pending.delete(0, begin).append(text);
    begin = 0;
  }

  /** Forgets what is left, as at the restart of a stream. */
  void clear() {
    pending.setLength(0);
    begin = 0;
  }

  /** Returns the next whole element; null where there is none yet. */
  @Nullable String next() {
    while (true) {
      while (begin < pending.length() && pending.charAt(begin) != '<') {
        begin++;
      }
      int tagEnd = pending.indexOf(">", begin);
      if (tagEnd < 0) {
        return null;
      }
      if (!startsWith("<?") && !startsWith("<stream:stream")) {
        return cut(tagEnd);
      }
      begin = tagEnd + 1;
    }
  }

  private @Nullable String cut(int tagEnd) {
    int end = tagEnd + 1;
    if (pending.charAt(tagEnd - 1) != '/' && pending.charAt(begin + 1) != '/') {
      String endTag = "</" + name(tagEnd) + ">";
      int found = pending.indexOf(endTag, tagEnd);
      if (found < 0) {
        return null;
      }
      end = found + endTag.length();
    }
    String element = pending.substring(begin, end);
    begin = end;
    return element;
  }

  private String name(int tagEnd) {
    int end = begin + 1;
    while (end < tagEnd && !Character.isWhitespace(pending.charAt(end))) {
      end++;
    }
    return pending.substring(begin + 1, end);
  }

  private boolean startsWith(String prefix) {
    return pending.length() - begin >= prefix.length() && pending.indexOf(prefix, begin) == begin;
  }
}
