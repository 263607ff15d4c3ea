package org.godwit.session.archive;

import java.util.List;

/** What an archive answers to a query. */
public sealed interface ArchivePage {

  /**
   * A part of what matches, maybe all.
   *
   * @param messages in the order of the archive
   * @param index how many that match are in front of the first one
   * @param count how many match
   * @param complete whether nothing that matches is left in the direction of the paging
   */
  record Found(List<ArchivedMessage> messages, int index, int count, boolean complete)
      implements ArchivePage {
    /** Copies the list. */
    public Found {
      messages = List.copyOf(messages);
    }
  }

  /** The query names a message that is not in the archive (section 4.1.3). */
  record NoSuchMessage() implements ArchivePage {}
}
