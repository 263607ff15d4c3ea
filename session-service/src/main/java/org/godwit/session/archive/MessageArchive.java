package org.godwit.session.archive;

import java.util.concurrent.CompletionStage;

/**
 * Reads archives, and what accounts want to be in them. Any thread; never blocks. A read sees all
 * that was asked to be written for the account before; it fails where the database does not answer
 * in time.
 */
public interface MessageArchive {

  /** Returns a page of the archive of {@code account}, a bare JID. */
  CompletionStage<ArchivePage> query(String account, ArchiveQuery query);

  /** Returns the ends of the archive of {@code account}. */
  CompletionStage<ArchiveEnds> ends(String account);

  /** Returns the preferences of {@code account}. */
  CompletionStage<ArchivePreferences> preferences(String account);

  /** Sets the preferences of {@code account}; ends when they are committed. */
  CompletionStage<Void> setPreferences(String account, ArchivePreferences preferences);
}
