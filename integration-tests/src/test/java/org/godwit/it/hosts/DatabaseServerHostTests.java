package org.godwit.it.hosts;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link HostContract} on {@link Backend#DATABASE_SERVER}. */
@Runs(on = Backend.DATABASE_SERVER)
class DatabaseServerHostTests extends HostContract {

  DatabaseServerHostTests(GodwitServer server) {
    super(server);
  }
}
