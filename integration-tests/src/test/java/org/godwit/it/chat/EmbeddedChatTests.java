package org.godwit.it.chat;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ChatContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedChatTests extends ChatContract {

  EmbeddedChatTests(GodwitServer server) {
    super(server);
  }
}
