package org.godwit.it.archive;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ArchiveContract} on {@link Backend#DATABASE_SERVER}. */
@Runs(on = Backend.DATABASE_SERVER)
class DatabaseServerArchiveTests extends ArchiveContract {

  DatabaseServerArchiveTests(GodwitServer server) {
    super(server);
  }
}
