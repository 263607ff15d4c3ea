package org.godwit.session.archive;

import org.godwit.session.account.ArchiveStore;
import org.godwit.session.account.FakeArchive;

class FakeArchiveTests extends MessageArchiveContract {

  private final FakeArchive archive = new FakeArchive();

  @Override
  MessageArchive reader() {
    return archive;
  }

  @Override
  ArchiveCollections collections() {
    return archive;
  }

  @Override
  ArchiveStore store() {
    return archive;
  }
}
