package org.godwit.session.archive;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * An archive as collections of messages (XEP-0136, section 4): those with one bare JID on one day
 * of UTC are one. Any thread; never blocks. What was asked to be written for the account before is
 * seen.
 */
public interface ArchiveCollections {

  /** Milliseconds of a day. */
  long DAY_MS = 86_400_000;

  /**
   * Some messages of an archive.
   *
   * @param with the other side; a bare JID stands for all of its resources; null for anybody
   * @param startMs from when on, inclusive, in milliseconds since 1970; null for the beginning
   * @param endMs until when, inclusive, in milliseconds since 1970; null for the end
   */
  record Range(@Nullable Jid with, @Nullable Long startMs, @Nullable Long endMs) {}

  /**
   * A collection.
   *
   * @param with the other side, a bare JID
   * @param startMs when its first message came, in milliseconds since 1970
   */
  record Collection(Jid with, long startMs) {}

  /**
   * A page of collections.
   *
   * @param collections in order of time
   * @param index how many are in front of it
   * @param count how many there are
   */
  record Page(List<Collection> collections, int index, int count) {
    /** Copies the list. */
    public Page {
      collections = List.copyOf(collections);
    }
  }

  /**
   * Which page.
   *
   * @param max collections at most, from 0
   * @param after the last one of the page before; null for none
   * @param before the first one of the page behind; null for none
   * @param backwards whether the page is the last one that fits rather than the first
   */
  record Paging(
      int max, @Nullable Collection after, @Nullable Collection before, boolean backwards) {}

  /** Returns a page of the collections with messages in {@code range}. */
  CompletionStage<Page> collections(String account, Range range, Paging paging);

  /** Removes messages and returns how many there were. */
  CompletionStage<Integer> remove(String account, Range range);
}
