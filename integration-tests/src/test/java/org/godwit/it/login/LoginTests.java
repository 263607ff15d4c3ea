package org.godwit.it.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.it.client.ChatClient;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SASL, SASL2 with all that comes inline, tokens and channel binding against a whole server. */
@Runs(on = Backend.EMBEDDED)
class LoginTests {
  private static final byte[] UNBOUND = {};
  private static final String END_POINT = "p=tls-server-end-point,,";
  private static final String BIND =
      "<bind xmlns='urn:xmpp:bind:0'><tag>Test</tag>"
          + "<enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";
  private static final String PING = "<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>";

  private final GodwitServer server;
  private final String user = "login-" + UUID.randomUUID().toString().substring(0, 8);
  private final String agent = UUID.randomUUID().toString();

  LoginTests(GodwitServer server) {
    this.server = server;
  }

  @BeforeEach
  void register() throws Exception {
    ChatClient.register(server, user);
  }

  private RawStream opened() throws IOException {
    RawStream stream = RawStream.secured(server);
    stream.send(RawStream.HEADER);
    stream.expect("</stream:features>");
    return stream;
  }

  private String authenticate(String mechanism, String data, String children) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
        + mechanism
        + "'><initial-response>"
        + data
        + "</initial-response><user-agent id='"
        + agent
        + "'><software>Test</software></user-agent>"
        + children
        + "</authenticate>";
  }

  private static String found(String pattern, String in) {
    Matcher matcher = Pattern.compile(pattern).matcher(in);
    assertThat(matcher.find()).as("%s in %s", pattern, in).isTrue();
    return matcher.group(1);
  }

  private static String content(String element) {
    return found(">([^<]*)</", element);
  }

  /** Logs in with SASL2 and SCRAM; returns all up to the end of the answer. */
  private String login(RawStream stream, Scram scram, String mechanism, String children)
      throws IOException {
    stream.send(authenticate(mechanism, scram.first(), children));
    String challenge = stream.expect("</challenge>");
    stream.send(
        "<response xmlns='urn:xmpp:sasl:2'>"
            + scram.last(content(challenge), user)
            + "</response>");
    return stream.expect("</success>");
  }

  /** Smack 4.4.8 has SCRAM-SHA-1-PLUS, but takes the key's algorithm for the hash's. */
  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-1", "PLAIN"})
  void smackLogsIn(String mechanism) throws Exception {
    try (ChatClient client = ChatClient.of(server, "r", mechanism).connect().login(user)) {
      assertThat(client.ping()).isTrue();
      assertThat(client.smack().getUsedSaslMechansism()).isEqualTo(mechanism);
    }
  }

  @ParameterizedTest
  @CsvSource({"SHA-1", "SHA-256", "SHA-512"})
  void scramLogsInWithEveryHashAndBinding(String hash) throws Exception {
    for (boolean plus : new boolean[] {false, true}) {
      try (RawStream stream = opened()) {
        Scram scram =
            plus
                ? new Scram(hash, END_POINT, stream.endPoint(), user)
                : new Scram(hash, "n,,", UNBOUND, user);

        // When
        String success = login(stream, scram, "SCRAM-" + hash + (plus ? "-PLUS" : ""), "");

        // Then
        assertThat(success)
            .contains("<additional-data>" + scram.signature() + "</additional-data>")
            .contains(">" + user + "@localhost</authorization-identifier>");
      }
    }
  }

  @Test
  void wrongChannelAndDowngradeAreRefused() throws Exception {
    // Given
    try (RawStream stream = opened()) {
      Scram elsewhere = new Scram("SHA-256", END_POINT, new byte[32], user);
      Scram downgraded = new Scram("SHA-256", "y,,", UNBOUND, user);

      // When
      stream.send(RawStream.auth("SCRAM-SHA-256-PLUS", elsewhere.first()));
      String challenge = stream.expect("</challenge>");
      stream.send(
          "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
              + elsewhere.last(content(challenge), user)
              + "</response>");
      String wrongChannel = stream.expect("</failure>");
      stream.send(RawStream.auth("SCRAM-SHA-256", downgraded.first()));
      String wrongFlag = stream.expect("</failure>");

      // Then: RFC 5802, section 6.
      assertThat(wrongChannel).contains("<not-authorized");
      assertThat(wrongFlag).contains("<not-authorized", "channel binding");
    }
  }

  @Test
  void oneRequestBindsManagesAndResumesInAnother() throws Exception {
    // Given
    String id;
    String address;
    try (RawStream stream = opened()) {
      String success =
          login(stream, new Scram("SHA-256", "n,,", UNBOUND, user), "SCRAM-SHA-256", BIND);
      id = found("<enabled [^>]*id=\"([^\"]+)\"", success);
      address = found(">([^<]*)</authorization-identifier>", success);
      assertThat(address).startsWith(user + "@localhost/Test/");
      stream.send(PING + "<r xmlns='urn:xmpp:sm:3'/>");
      stream.expect("<a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/>");
    }

    // When: its connection is gone.
    try (RawStream stream = opened()) {
      String resumed =
          login(
              stream,
              new Scram("SHA-256", "n,,", UNBOUND, user),
              "SCRAM-SHA-256",
              "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>" + BIND);

      // Then: XEP-0198, section 9.2.
      assertThat(resumed)
          .contains("<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"" + id + "\" h=\"1\"/></success>")
          .contains(address);
      // The answer to the ping was not acknowledged: it comes again, and no features before it.
      assertThat(stream.expect("id=\"p1\"")).doesNotContain("<stream:features>");
    }
  }

  @ParameterizedTest
  @CsvSource({"none, 0, item-not-found", "'', 0, bad-request", "none, -1, bad-request"})
  void resumptionThatCannotBeGivesANewStream(String previd, String h, String condition)
      throws Exception {
    try (RawStream stream = opened()) {
      // When
      String success =
          login(
              stream,
              new Scram("SHA-256", "n,,", UNBOUND, user),
              "SCRAM-SHA-256",
              "<resume xmlns='urn:xmpp:sm:3' previd='" + previd + "' h='" + h + "'/>" + BIND);

      // Then: section 9.2.1.
      assertThat(success)
          .contains("<failed xmlns=\"urn:xmpp:sm:3\"")
          .contains("<" + condition)
          .contains("<bound xmlns=\"urn:xmpp:bind:0\"><enabled ");
      stream.send(PING);
      stream.expect("id=\"p1\"");
    }
  }

  @Test
  void tooHighCountDoesNotResumeAndTheClientGetsANewStream() throws Exception {
    // Given
    try (RawStream first = opened()) {
      String success =
          login(first, new Scram("SHA-256", "n,,", UNBOUND, user), "SCRAM-SHA-256", BIND);
      String id = found("<enabled [^>]*id=\"([^\"]+)\"", success);

      // When
      try (RawStream second = opened()) {
        String answer =
            login(
                second,
                new Scram("SHA-256", "n,,", UNBOUND, user),
                "SCRAM-SHA-256",
                "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='99'/>" + BIND);

        // Then
        assertThat(answer)
            .contains("<failed xmlns=\"urn:xmpp:sm:3\"")
            .contains("<bad-request")
            .contains("<bound xmlns=\"urn:xmpp:bind:0\">");
      }
    }
  }

  private String proof(String token, byte[] binding) {
    byte[] role = Scram.bytes("Initiator");
    byte[] message = new byte[role.length + binding.length];
    System.arraycopy(role, 0, message, 0, role.length);
    System.arraycopy(binding, 0, message, role.length, binding.length);
    byte[] hash = Scram.hmac("HmacSHA256", Scram.bytes(token), message);
    byte[] name = Scram.bytes(user + '\0');
    byte[] all = new byte[name.length + hash.length];
    System.arraycopy(name, 0, all, 0, name.length);
    System.arraycopy(hash, 0, all, name.length, hash.length);
    return Scram.base64(all);
  }

  @Test
  void tokenLogsInAtOnceUntilItIsInvalidated() throws Exception {
    // Given
    String mechanism = "HT-SHA-256-ENDP";
    String token;
    try (RawStream stream = opened()) {
      String success =
          login(
              stream,
              new Scram("SHA-256", "n,,", UNBOUND, user),
              "SCRAM-SHA-256",
              "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + mechanism + "'/>");
      token = found(" token=\"([^\"]+)\"", success);
      assertThat(success).contains(" expiry=\"");
    }

    // When
    try (RawStream stream = opened()) {
      stream.send(
          authenticate(
              mechanism,
              proof(token, stream.endPoint()),
              BIND + "<fast xmlns='urn:xmpp:fast:0'/>"));

      // Then
      assertThat(stream.expect("</success>"))
          .contains("<additional-data>", "<bound xmlns=\"urn:xmpp:bind:0\">");
    }
    try (RawStream stream = opened()) {
      stream.send(
          authenticate(
              mechanism,
              proof(token, stream.endPoint()),
              "<fast xmlns='urn:xmpp:fast:0' invalidate='true'/>"));
      stream.expect("</success>");
    }
    try (RawStream stream = opened()) {
      stream.send(
          authenticate(
              mechanism, proof(token, stream.endPoint()), "<fast xmlns='urn:xmpp:fast:0'/>"));
      assertThat(stream.expect("</failure>")).contains("<not-authorized");
    }
  }

  @Test
  void brokenRequestsFailAndAGoodOneFollows() throws Exception {
    try (RawStream stream = opened()) {
      // When
      stream.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='X-NONE'/>");
      String unknown = stream.expect("</failure>");
      stream.send(authenticate("PLAIN", "%%%", ""));
      String encoding = stream.expect("</failure>");
      stream.send(
          authenticate(
              "PLAIN",
              Scram.base64(Scram.bytes("left-neighbour@localhost\0" + user + '\0' + user)),
              BIND));
      String authzid = stream.expect("</failure>");
      stream.send(
          authenticate("PLAIN", Scram.base64(Scram.bytes("\0" + user + '\0' + user)), BIND));

      // Then
      assertThat(unknown).contains("<invalid-mechanism");
      assertThat(encoding).contains("<incorrect-encoding");
      assertThat(authzid).contains("<invalid-authzid");
      assertThat(stream.expect("</success>")).contains("<bound ");
    }
  }
}
