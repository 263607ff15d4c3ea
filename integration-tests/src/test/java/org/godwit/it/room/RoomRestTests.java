package org.godwit.it.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.godwit.it.room.RoomUser.child;
import static org.godwit.it.room.RoomUser.codes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** REST of rooms (docs/rooms.md). */
@Runs(on = Backend.EMBEDDED)
class RoomRestTests extends RoomCase {

  private final GodwitServer server;

  RoomRestTests(GodwitServer server) {
    super(server);
    this.server = server;
  }

  @Test
  void aRoomIsCreatedUsedReadAndDestroyedByRest() throws Exception {
    // When
    int created =
        send(
                "PUT",
                '/' + room,
                "{\"config\":{\"muc#roomconfig_roomname\":[\"Cave\"]},\"owners\":[\""
                    + alice().bare()
                    + "\"]}")
            .statusCode();

    // Then
    assertThat(created).isEqualTo(202);
    assertThat(codes(alice().message())).containsExactly("101");
    await()
        .atMost(ChatClient.LIMIT)
        .until(() -> send("GET", '/' + room, "").body().contains("[\"Cave\"]"));
    List<XmlElement> entered = bob().enter("bob");
    assertThat(codes(entered.get(entered.size() - 2))).containsExactly("110");

    // When
    bob().send("<message to='" + room + "' type='groupchat'><body>hello</body></message>");
    bob().message();
    int banned =
        send("PUT", '/' + room + "/members/" + carol().bare(), "{\"affiliation\":\"outcast\"}")
            .statusCode();

    // Then
    assertThat(banned).isEqualTo(202);
    assertThat(codes(carol().message())).containsExactly("101");
    assertThat(send("GET", '/' + room + "/history", "").body())
        .contains("\"body\":\"hello\"", "\"sender\":\"" + bob().jid());
    assertThat(send("GET", '/' + room + "/members", "").body())
        .contains(alice().bare(), "\"owner\"", carol().bare(), "\"outcast\"");
    assertThat(send("GET", "?domain=muc.localhost&limit=500", "").body()).contains(room);

    // When
    int destroyed = send("DELETE", '/' + room + "?reason=Macbeth", "").statusCode();

    // Then
    assertThat(destroyed).isEqualTo(202);
    XmlElement gone = bob().presence("bob", "unavailable");
    XmlElement why = Objects.requireNonNull(child(RoomUser.ofRoom(gone), "destroy"));
    assertThat(Objects.requireNonNull(child(why, "reason")).text()).isEqualTo("Macbeth");
    await().atMost(ChatClient.LIMIT).until(() -> send("GET", '/' + room, "").statusCode() == 404);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.ports().front() + "/api/v1/rooms" + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
