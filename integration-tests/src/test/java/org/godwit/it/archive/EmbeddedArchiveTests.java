package org.godwit.it.archive;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ArchiveContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedArchiveTests extends ArchiveContract {

  EmbeddedArchiveTests(GodwitServer server) {
    super(server);
  }
}
