package org.godwit.it.room;

import java.io.IOException;
import java.util.UUID;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.GodwitServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three accounts, each with a client, and the address of a room that does not exist yet. */
abstract class RoomCase {

  /** The address of the room. */
  final String room = "room-" + id() + "@muc.localhost";

  private final GodwitServer server;
  private final String suffix = id();
  private RoomUser first;
  private RoomUser second;
  private RoomUser third;

  RoomCase(GodwitServer server) {
    this.server = server;
  }

  private static String id() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  @BeforeEach
  void logIn() throws Exception {
    first = registered("alice-" + suffix);
    second = registered("bob-" + suffix);
    third = registered("carol-" + suffix);
  }

  @AfterEach
  void logOut() throws IOException {
    first.close();
    second.close();
    third.close();
  }

  private RoomUser registered(String user) throws Exception {
    ChatClient.register(server, user);
    return RoomUser.online(server, user, "one", room);
  }

  /** Logs in another client of {@code alice}, {@code bob} or {@code carol}. */
  RoomUser again(String user, String resource) throws IOException {
    return RoomUser.online(server, user + '-' + suffix, resource, room);
  }

  /** Returns the client that creates rooms. */
  RoomUser alice() {
    return first;
  }

  /** Returns the second client. */
  RoomUser bob() {
    return second;
  }

  /** Returns the third client. */
  RoomUser carol() {
    return third;
  }
}
