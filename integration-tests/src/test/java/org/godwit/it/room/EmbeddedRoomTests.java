package org.godwit.it.room;

import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;

/** {@link RoomContract} on {@link Backend#EMBEDDED}. */
@Runs(on = Backend.EMBEDDED)
class EmbeddedRoomTests extends RoomContract {

  EmbeddedRoomTests(GodwitServer server) {
    super(server);
  }
}
