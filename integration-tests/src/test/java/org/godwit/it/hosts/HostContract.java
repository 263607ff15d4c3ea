package org.godwit.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.godwit.it.client.AdminApi;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.GodwitServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual hosts by REST, as clients meet them: all services follow within two seconds. */
abstract class HostContract {

  private static final Duration FOLLOWED = Duration.ofSeconds(2);

  private final GodwitServer server;
  private final String host = "h" + UUID.randomUUID().toString().substring(0, 8) + ".example";
  private final AdminApi api;

  HostContract(GodwitServer server) {
    this.server = server;
    this.api = new AdminApi(server);
  }

  @BeforeEach
  void add() {
    assertThat(api.status("POST", "/domains", "{\"domain\":\"" + host + "\"}")).isEqualTo(201);
  }

  @AfterEach
  void remove() {
    api.status("DELETE", "/domains/" + host, null);
    api.close();
  }

  @Test
  void accountOfANewHostLogsInAndIsSentAwayWhenTheHostGoes() throws Exception {
    // Given
    createAccount("alice");
    createAccount("bob");
    awaitFeatures("<mechanisms");

    // When
    try (RawStream alice = bound("alice");
        RawStream bob = bound("bob")) {
      bob.send("<presence/>");
      bob.expect("/>");
      alice.send(
          "<message to='bob@" + host + "' type='chat' id='m1'><body>good day</body></message>");
      alice.send("<iq type='get' id='d1' to='muc." + host + "'>" + DISCO + "</iq>");

      // Then
      assertThat(bob.expect("</message>")).contains("good day").contains("alice@" + host);
      assertThat(alice.expect("</iq>")).contains("category=\"conference\"");

      // When
      assertThat(api.status("DELETE", "/domains/" + host, null)).isEqualTo(204);

      // Then
      assertThat(alice.expectClosed()).contains("<host-gone");
      assertThat(bob.expectClosed()).contains("<host-gone");
    }
    try (RawStream late = opened()) {
      assertThat(late.expectClosed()).contains("<host-unknown");
    }
  }

  @Test
  void accountThatIsDisabledIsSentAwayAndOneThatIsRemovedLeavesNothing() throws Exception {
    // Given
    createAccount("alice");
    awaitFeatures("<mechanisms");
    String account = "/accounts/alice@" + host;
    try (RawStream alice = bound("alice")) {
      alice.send("<iq type='set' id='v1'><vCard xmlns='vcard-temp'><FN>Alice</FN></vCard></iq>");
      alice.expect("id=\"v1\"");
      join(alice);

      // When
      assertThat(api.status("PUT", account + "/enabled", "{\"enabled\":false}")).isEqualTo(204);

      // Then
      alice.expectClosed();
    }
    assertThat(api.status("PUT", account + "/enabled", "{\"enabled\":true}")).isEqualTo(204);
    try (RawStream alice = bound("alice")) {
      // When
      assertThat(api.status("DELETE", account, null)).isEqualTo(204);

      // Then
      alice.expectClosed();
    }
    await().atMost(FOLLOWED).untilAsserted(() -> createAccount("alice"));
    try (RawStream alice = bound("alice")) {
      alice.send("<iq type='get' id='v2'><vCard xmlns='vcard-temp'/></iq>");
      assertThat(alice.expect("id=\"v2\"") + alice.expect(">")).doesNotContain("Alice");
      // The room has no owner any more: who comes is somebody new.
      alice.send(
          "<presence to='cave@muc."
              + host
              + "/a'><x xmlns='http://jabber.org/protocol/muc'/>"
              + "</presence>");
      assertThat(alice.expect("</presence>")).doesNotContain("affiliation=\"owner\"");
    }
  }

  /** Makes a room that stays when it is empty. */
  private void join(RawStream stream) throws IOException {
    String room = "cave@muc." + host;
    stream.send(
        "<presence to='" + room + "/a'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    stream.expect("</presence>");
    stream.send(
        "<iq type='set' id='c1' to='"
            + room
            + "'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
            + " type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig"
            + "</value></field><field var='muc#roomconfig_persistentroom'><value>1</value></field>"
            + "</x></query></iq>");
    stream.expect("id=\"c1\"");
  }

  private static final String DISCO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

  @Test
  void settingsOfAHostFollowWithoutARestart() throws Exception {
    // Given
    awaitFeatures("http://jabber.org/features/iq-register");

    // When
    put("{\"registration\":\"closed\",\"mechanisms\":[\"SCRAM-SHA-1\"],\"anonymous\":true}");

    // Then
    await()
        .atMost(FOLLOWED)
        .untilAsserted(() ->
            assertThat(features())
                .contains(">SCRAM-SHA-1<")
                .contains(">ANONYMOUS<")
                .doesNotContain(">PLAIN<")
                .doesNotContain("iq-register"));
  }

  @Test
  void filterOfAHostKeepsItsAccountsAmongThemselves() throws Exception {
    // Given
    createAccount("alice");
    awaitFeatures("<mechanisms");
    try (RawStream alice = bound("alice")) {
      // When
      put("{\"filter\":\"own\"}");

      // Then
      await()
          .atMost(FOLLOWED)
          .untilAsserted(() -> {
            alice.send(
                "<message to='nobody@localhost' id='f'><body>x</body></message>"
                    + "<iq type='get' id='p' to='"
                    + host
                    + "'><ping xmlns='urn:xmpp:ping'/></iq>");
            assertThat(alice.expect("<iq")).contains("<forbidden");
            alice.expect(">");
          });
    }
  }

  @Test
  void whoIsInvitedRegistersAndBecomesAContact() throws Exception {
    // Given
    createAccount("romeo");
    put("{\"registration\":\"invite\"}");
    awaitFeatures("<register xmlns=\"urn:xmpp:ibr-token:0\"/>");
    try (RawStream romeo = bound("romeo")) {
      romeo.send("<iq type='get' id='r1'><query xmlns='jabber:iq:roster'/></iq><presence/>");
      romeo.expect("id=\"r1\"");
      romeo.send(
          "<iq type='set' id='c1' to='"
              + host
              + "'><command xmlns='http://jabber.org/protocol/commands'"
              + " node='urn:xmpp:invite#invite' action='execute'/></iq>");
      String uri = romeo.expect("</command>");
      String token = uri.replaceFirst("(?s).*preauth=([0-9a-f]+);ibr=y<.*", "$1");

      // When
      try (RawStream stranger = opened();
          RawStream juliet = opened()) {
        stranger.expect("</stream:features>");
        stranger.send(register("tybalt"));
        juliet.expect("</stream:features>");
        juliet.send(
            "<iq type='set' id='p1'><preauth xmlns='urn:xmpp:pars:0' token='" + token + "'/></iq>");

        // Then
        assertThat(stranger.expect("</iq>")).contains("<not-allowed");
        assertThat(juliet.expect("id=\"p1\"")).contains("<iq");
        assertThat(juliet.expect(">")).contains("type=\"result\"");

        // When
        juliet.send(register("juliet"));

        // Then
        assertThat(juliet.expect("id=\"reg\"")).contains("<iq");
        assertThat(juliet.expect(">")).contains("type=\"result\"");
        assertThat(romeo.expect("</query>")).contains("juliet@" + host, "subscription=\"both\"");
      }
      try (RawStream juliet = bound("juliet")) {
        juliet.send("<presence/>");
        assertThat(juliet.expect("romeo@" + host + "/r")).contains("<presence");
      }
    }
  }

  private static String register(String user) {
    return "<iq type='set' id='reg'><query xmlns='jabber:iq:register'><username>"
        + user
        + "</username><password>"
        + user
        + "</password></query></iq>";
  }

  @Test
  void sessionsThatAnAdministratorEndsAreOverAndOthersMayBegin() throws Exception {
    // Given
    createAccount("alice");
    awaitFeatures("<mechanisms");
    try (RawStream alice = bound("alice")) {
      // When
      assertThat(api.status("DELETE", "/sessions/alice@" + host, null)).isEqualTo(202);

      // Then
      alice.expectClosed();
    }
    try (RawStream again = bound("alice")) {
      again.send("<presence/>");
      again.expect("/>");
    }
  }

  @Test
  void accountWhoseLoginsFailTooOftenGetsError4031() throws Exception {
    // Given
    createAccount("alice");
    awaitFeatures("<mechanisms");
    for (int i = 0; i < 6; i++) {
      // A stream ends after a few failures of its own.
      try (RawStream stream = opened()) {
        stream.expect("</stream:features>");
        for (int j = 0; j < 2; j++) {
          stream.send(RawStream.plain("", "alice", "wrong"));
          stream.expect("</failure>");
        }
      }
    }

    // When
    try (RawStream stream = opened()) {
      stream.expect("</stream:features>");
      stream.send(RawStream.plain("", "alice", "alice"));

      // Then
      assertThat(stream.expectClosed())
          .contains("<temporary-auth-failure", "<policy-violation", "code=\"4031\"");
    }
  }

  private void put(String settings) {
    assertThat(api.status("PUT", "/domains/" + host, settings)).isEqualTo(200);
  }

  private void createAccount(String user) {
    assertThat(
            api.status(
                "POST",
                "/accounts",
                "{\"account\":\"" + user + '@' + host + "\",\"password\":\"" + user + "\"}"))
        .isEqualTo(201);
  }

  private void awaitFeatures(String feature) {
    await().atMost(FOLLOWED).untilAsserted(() -> assertThat(features()).contains(feature));
  }

  private String features() throws IOException {
    try (RawStream stream = opened()) {
      stream.send("</stream:stream>");
      return stream.expectClosed();
    }
  }

  private RawStream opened() throws IOException {
    RawStream stream = RawStream.directTls(server);
    stream.send(header());
    return stream;
  }

  private RawStream bound(String user) throws IOException {
    RawStream stream = opened();
    stream.expect("</stream:features>");
    stream.send(RawStream.plain("", user, user));
    stream.expect("<success");
    stream.expect(">");
    stream.send(header());
    stream.expect("</stream:features>");
    stream.send(RawStream.bind("r"));
    stream.expect("</jid>");
    stream.expect("</iq>");
    return stream;
  }

  private String header() {
    return RawStream.HEADER.replace("'localhost'", "'" + host + "'");
  }
}
