package org.godwit.it.contacts;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ContactContract} on {@link Backend#DATABASE_SERVER}. */
@Runs(on = Backend.DATABASE_SERVER)
class DatabaseServerContactTests extends ContactContract {

  DatabaseServerContactTests(GodwitServer server) {
    super(server);
  }
}
