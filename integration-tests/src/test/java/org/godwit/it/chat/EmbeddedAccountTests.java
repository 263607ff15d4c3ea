package org.godwit.it.chat;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link AccountContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedAccountTests extends AccountContract {

  EmbeddedAccountTests(GodwitServer server) {
    super(server);
  }
}
