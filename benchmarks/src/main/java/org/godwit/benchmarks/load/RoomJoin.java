package org.godwit.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** One client's way into a room (XEP-0045, sections 7.2 and 10.1.2). The event loop's thread. */
final class RoomJoin {

  private final LoadClient client;
  private final String room;
  private final CompletableFuture<Void> joined = new CompletableFuture<>();

  RoomJoin(LoadClient client, String room) {
    this.client = client;
    this.room = room;
  }

  /**
   * Completes when the client's own presence has come, and the room that it made is open. Any
   * thread.
   */
  CompletableFuture<Void> joined() {
    return joined;
  }

  void begin() {
    client.onStanza(this::onStanza);
    client.stanza(
        "<presence to='"
            + room
            + '/'
            + client.user()
            + "'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>");
  }

  private void onStanza(String element) {
    if (element.startsWith("<presence") && element.contains("type='error'")) {
      joined.completeExceptionally(new IllegalStateException(client.user() + ": " + element));
    } else if (element.startsWith("<presence") && hasStatus(element, 201)) {
      client.stanza(
          "<iq type='set' id='o' to='"
              + room
              + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
              + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
    } else if (element.startsWith("<iq") || hasStatus(element, 110)) {
      joined.complete(null);
    }
  }

  private static boolean hasStatus(String element, int code) {
    return element.contains("'" + code + "'") || element.contains("\"" + code + "\"");
  }
}
