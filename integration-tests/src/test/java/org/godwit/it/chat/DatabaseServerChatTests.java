package org.godwit.it.chat;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link ChatContract} on {@link Backend#DATABASE_SERVER}. */
@Runs(on = Backend.DATABASE_SERVER)
class DatabaseServerChatTests extends ChatContract {

  DatabaseServerChatTests(GodwitServer server) {
    super(server);
  }
}
