package org.godwit.it.chat;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link AccountContract} on {@link Backend#DATABASE_SERVER}. */
@Runs(on = Backend.DATABASE_SERVER)
class DatabaseServerAccountTests extends AccountContract {

  DatabaseServerAccountTests(GodwitServer server) {
    super(server);
  }
}
