package org.godwit.it.hosts;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link HostContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedHostTests extends HostContract {

  EmbeddedHostTests(GodwitServer server) {
    super(server);
  }
}
