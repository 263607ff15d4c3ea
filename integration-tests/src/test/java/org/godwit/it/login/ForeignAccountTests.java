package org.godwit.it.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.godwit.it.client.AdminApi;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A host whose accounts are in an LDAP directory, beside one whose accounts are the server's. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForeignAccountTests {

  private static final String OWN = "own.example";
  private static final String PEOPLE = "ou=people,dc=example,dc=com";

  private static InMemoryDirectoryServer ldap;
  private static GodwitServer server;

  @BeforeAll
  static void start() throws LDAPException, LDIFException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "plain", InetAddress.getLoopbackAddress(), 0, null));
    ldap = new InMemoryDirectoryServer(config);
    ldap.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    ldap.add("dn: " + PEOPLE, "objectClass: organizationalUnit", "ou: people");
    for (String user : new String[] {"alice", "bob", "carol"}) {
      ldap.add(
          "dn: uid=" + user + ',' + PEOPLE,
          "objectClass: inetOrgPerson",
          "cn: " + user,
          "sn: " + user,
          "userPassword: " + user);
    }
    ldap.startListening();
    String prefix = "auth-service.xmpp.auth.repositories.";
    server =
        GodwitServer.start(
            Backend.EMBEDDED,
            true,
            Map.of(
                prefix + "default", "staff",
                prefix + "domains." + OWN, "own",
                prefix + "ldap.staff.urls", "ldap://127.0.0.1:" + ldap.getListenPort(),
                prefix + "ldap.staff.start-tls", "false",
                prefix + "ldap.staff.base-dn", PEOPLE));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    ldap.shutDown(true);
  }

  @Test
  @Order(1)
  void onlyWhatTheDirectoryCanDoIsOffered() throws IOException {
    try (RawStream stream = RawStream.secured(server)) {
      // When
      stream.send(RawStream.HEADER);

      // Then
      assertThat(stream.expect("</stream:features>"))
          .contains("<mechanism>PLAIN</mechanism>")
          .doesNotContain("SCRAM", "http://jabber.org/features/iq-register", "urn:xmpp:fast:0");
    }
  }

  @Test
  @Order(2)
  void usersOfTheDirectoryChat() throws IOException {
    try (RawStream alice = RawStream.bound(server, "alice", "desk");
        RawStream bob = RawStream.bound(server, "bob", "desk")) {
      bob.send("<presence/>");
      bob.expect("/>");

      // When
      alice.send("<message to='bob@localhost' type='chat'><body>good day</body></message>");
      alice.send("<message to='carol@localhost' type='chat'><body>kept</body></message>");
      alice.send("<message to='nobody@localhost' type='chat' id='n'><body>lost</body></message>");

      // Then: carol, who is absent, is known to the directory; nobody is not.
      assertThat(bob.expect("</message>")).contains("good day");
      assertThat(alice.expect("</message>")).contains("nobody@localhost", "type=\"error\"");
    }
    try (RawStream carol = RawStream.bound(server, "carol", "desk")) {
      carol.send("<presence/>");
      assertThat(carol.expect("</message>")).contains("kept");
    }
  }

  // XEP-0077, section 3.3.
  @Test
  @Order(3)
  void passwordOfTheDirectoryCannotBeChanged() throws IOException {
    try (RawStream alice = RawStream.bound(server, "alice", "desk")) {
      // When
      alice.send(
          "<iq type='set' id='p' to='localhost'><query xmlns='jabber:iq:register'>"
              + "<username>alice</username><password>new</password></query></iq>");

      // Then
      assertThat(alice.expect("</iq>")).contains("type=\"error\"", "<not-allowed");
    }
  }

  @Test
  @Order(4)
  void directoryThatIsAwayStopsTheLoginsOfItsHostAlone() throws IOException {
    // Given
    try (AdminApi api = new AdminApi(server)) {
      assertThat(api.status("POST", "/domains", "{\"domain\":\"" + OWN + "\"}")).isEqualTo(201);
      assertThat(
              api.status(
                  "POST",
                  "/accounts",
                  "{\"account\":\"alice@" + OWN + "\",\"password\":\"alice\"}"))
          .isEqualTo(201);
    }

    // When
    ldap.shutDown(true);

    // Then: more often than would open the gateway's circuit, had it counted these.
    for (int i = 0; i < 60; i++) {
      try (RawStream stream = RawStream.secured(server)) {
        stream.send(RawStream.HEADER);
        stream.expect("</stream:features>");
        stream.send(RawStream.plain("", "alice", "alice"));
        assertThat(stream.expect("</failure>")).contains("<temporary-auth-failure");
      }
    }
    try (RawStream stream = RawStream.directTls(server)) {
      stream.send(RawStream.HEADER.replace("localhost", OWN));
      assertThat(stream.expect("</stream:features>")).contains("SCRAM-SHA-256");
      stream.send(RawStream.plain("", "alice", "alice"));
      assertThat(stream.expect(">")).contains("<success");
    }
  }
}
