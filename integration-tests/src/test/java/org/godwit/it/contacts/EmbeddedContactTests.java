package org.godwit.it.contacts;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ContactContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedContactTests extends ContactContract {

  EmbeddedContactTests(GodwitServer server) {
    super(server);
  }
}
