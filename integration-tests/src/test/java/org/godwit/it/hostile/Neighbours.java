package org.godwit.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.GodwitServer;
import org.jspecify.annotations.Nullable;

/** Two well-behaved clients beside a hostile one, shared by all tests: they never log in again. */
final class Neighbours {

  private static @Nullable Neighbours shared;

  private final ChatClient left;
  private final ChatClient right;

  private Neighbours(ChatClient left, ChatClient right) {
    this.left = left;
    this.right = right;
  }

  /** Returns the neighbours; they log in at the first call. */
  static synchronized Neighbours of(GodwitServer server) throws Exception {
    Neighbours neighbours = shared;
    if (neighbours == null) {
      neighbours =
          new Neighbours(
              ChatClient.registered(server, "left-neighbour"),
              ChatClient.registered(server, "right-neighbour"));
      assertThat(neighbours.left.ping() && neighbours.right.ping()).isTrue();
      shared = neighbours;
    }
    return neighbours;
  }

  /** Fails unless a message goes each way. */
  void assertHealthy() throws Exception {
    String text = UUID.randomUUID().toString();
    left.send(right.jid().toString(), text);
    assertThat(right.receiveBody()).isEqualTo(text);
    right.send(left.jid().toString(), text);
    assertThat(left.receiveBody()).isEqualTo(text);
  }
}
