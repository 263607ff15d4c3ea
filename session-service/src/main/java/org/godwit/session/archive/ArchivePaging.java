package org.godwit.session.archive;

import org.jspecify.annotations.Nullable;

/**
 * Which part of what matches a query (XEP-0059).
 *
 * @param max messages at most, from 0: none, only their count
 * @param after the last message of the page before; null for none
 * @param before the first message of the page behind; null for none
 * @param backwards whether the page is the last one that fits rather than the first
 * @param index how many matching messages are passed over, from 0
 */
public record ArchivePaging(
    int max, @Nullable String after, @Nullable String before, boolean backwards, int index) {

  /** Returns the first page. */
  public static ArchivePaging first(int max) {
    return new ArchivePaging(max, null, null, false, 0);
  }
}
