package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SASL2 with everything inline, on the wire (XEP-0388, XEP-0386, XEP-0198, XEP-0484). */
class Sasl2StreamTests {
  private static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String MESSAGE =
      "<message to='bob@localhost' id='m1'><body>hi</body></message>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void open() {
    gateway = new GatewayFixture(tls);
    gateway.auth.policy = new DomainPolicy(false, false, List.of("SCRAM-SHA-1", "PLAIN"), true);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  /** A connection that is encrypted in front of the gateway. */
  private WireClient connect() {
    return new WireClient(
        gateway,
        gateway.open(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                new ClientPeer("192.0.2.1", true).tell(channel);
                channel.pipeline().addLast(new C2sPipeline(gateway.services, _ -> gateway.loop));
              }
            }));
  }

  private static String authenticate(String children) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
        + FakeAuthService.base64("\0alice\0pw")
        + "</initial-response><user-agent id='"
        + AGENT
        + "'><software>Test</software></user-agent>"
        + children
        + "</authenticate>";
  }

  private static final String BIND =
      "<bind xmlns='urn:xmpp:bind:0'><tag>Test</tag>"
          + "<enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";

  @Test
  void stepOfAClientThatIsGoneIsNotWantedAnyMore() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    client.send(authenticate(""));
    BooleanSupplier isWanted = gateway.auth.wanted.getFirst();
    assertThat(isWanted.getAsBoolean()).isTrue();

    // When
    client.cut();

    // Then
    assertThat(isWanted.getAsBoolean()).isFalse();
  }

  @Test
  void oneRequestLogsInBindsAndManagesTheStream() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    assertThat(client.received())
        .contains("<authentication xmlns=\"urn:xmpp:sasl:2\">")
        .contains("<mechanism>HT-SHA-256-NONE</mechanism>")
        .doesNotContain("-PLUS", "sasl-channel-binding");

    // When
    String answer =
        client
            .send(
                authenticate(
                    BIND + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>"))
            .received();

    // Then
    StreamBind bind = gateway.owner.all(StreamBind.class).getFirst();
    assertThat(bind.resource()).startsWith("Test/");
    assertThat(answer)
        .startsWith("<success xmlns=\"urn:xmpp:sasl:2\">")
        .contains(">alice@localhost/" + bind.resource() + "</authorization-identifier>")
        .contains("<enabled xmlns=\"urn:xmpp:sm:3\" id=\"" + bind.stream().stream() + "\"")
        .contains("token=\"t0k3n\"")
        .endsWith(
            "<stream:features><csi xmlns=\"urn:xmpp:csi:0\"/>"
                + "<ver xmlns=\"urn:xmpp:features:rosterver\"/>"
                + "<sub xmlns=\"urn:xmpp:features:pre-approval\"/></stream:features>");
    assertThat(gateway.owner.all(StreamEnabled.class))
        .singleElement()
        .satisfies(enabled -> assertThat(enabled.resumable()).isTrue());

    // And the stream takes stanzas, which count.
    client.send(MESSAGE + "<r xmlns='urn:xmpp:sm:3'/>");
    assertThat(client.received()).contains("<a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/>");
  }

  @Test
  void requestIsUnderstoodWhereverItIsCut() {
    byte[] bytes = (WireClient.HEADER + authenticate(BIND)).getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < bytes.length; cut++) {
      // Given
      WireClient client = connect();

      // When
      client.sendBytes(Arrays.copyOf(bytes, cut));
      client.sendBytes(Arrays.copyOfRange(bytes, cut, bytes.length));

      // Then
      assertThat(client.received()).as("cut at %d", cut).contains("<success ", "<enabled ");
      client.cut();
      gateway.pump();
    }
  }

  @Test
  void stanzasBehindTheRequestWaitForTheResource() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    client.received();

    // When
    String answer =
        client.send(authenticate(BIND) + MESSAGE + "<r xmlns='urn:xmpp:sm:3'/>").received();

    // Then
    assertThat(answer).contains("</stream:features><a xmlns=\"urn:xmpp:sm:3\" h=\"1\"/>");
  }

  @Test
  void clientThatBeginsInactiveIsNotWokenByTrifles() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    client.send(
        authenticate("<bind xmlns='urn:xmpp:bind:0'><inactive xmlns='urn:xmpp:csi:0'/></bind>"));
    client.received();
    WireClient bob = gateway.bound("bob", "desk");

    // When: a chat state may wait (XEP-0352).
    bob.send(
        "<message to='alice@localhost'><composing"
            + " xmlns='http://jabber.org/protocol/chatstates'/></message>");

    // Then
    assertThat(client.received()).isEmpty();
    client.send("<active xmlns='urn:xmpp:csi:0'/>");
    assertThat(client.received()).contains("<composing");
  }

  private static final String RESUME = "<resume xmlns='urn:xmpp:sm:3' previd='old' h='0'/>";

  @Test
  void streamIsResumedInsideSuccess() {
    // Given
    gateway.owner.onResume = this::resume;
    WireClient client = connect().send(WireClient.HEADER);
    client.received();

    // When
    String answer = client.send(authenticate(RESUME + BIND)).received();

    // Then: XEP-0198, section 9.2: no features.
    assertThat(answer)
        .startsWith("<success ")
        .endsWith("<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"old\" h=\"4\"/></success>");
    assertThat(gateway.owner.all(StreamBind.class)).isEmpty();
    client.send(MESSAGE + "<r xmlns='urn:xmpp:sm:3'/>");
    assertThat(client.received()).contains("h=\"5\"");
  }

  private void resume(StreamResume request) {
    gateway.owner.send(
        request.stream(),
        new StreamResumed(
            request.stream().stream(),
            request.bindId(),
            "old",
            Jid.of("alice@localhost/phone"),
            4,
            0,
            StreamProfile.DIRECT));
  }

  @Test
  void streamThatCannotBeResumedIsReplacedByANewOne() {
    // Given
    gateway.owner.onResume =
        request ->
            gateway.owner.send(
                request.stream(),
                new StreamResumeRefused(
                    request.stream().stream(),
                    request.bindId(),
                    StanzaErrorCondition.ITEM_NOT_FOUND,
                    "Gone.",
                    -1));
    WireClient client = connect().send(WireClient.HEADER);
    client.received();

    // When
    String answer = client.send(authenticate(RESUME + BIND)).received();

    // Then
    assertThat(answer)
        .contains("<failed xmlns=\"urn:xmpp:sm:3\"><item-not-found")
        .contains("<bound xmlns=\"urn:xmpp:bind:0\"><enabled ")
        .contains("</stream:features>");
    client.send(MESSAGE + "<r xmlns='urn:xmpp:sm:3'/>");
    assertThat(client.received()).contains("h=\"1\"");
  }

  @Test
  void ownerThatDoesNotAnswerInTimeEndsTheStream() {
    // Given
    gateway.owner.answersBinds = false;
    WireClient client = connect().send(WireClient.HEADER);
    client.send(authenticate(BIND));
    client.received();

    // When
    gateway.pass(Duration.ofSeconds(30));

    // Then
    assertThat(client.received()).contains("<internal-server-error").doesNotContain("<success");
  }

  @Test
  void exchangeOfSeveralStepsAndARefusal() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    client.received();

    // When
    client.send(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>AAAA"
            + "</initial-response></authenticate>");
    String refused = client.received();
    client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'/>");
    String challenge = client.received();
    client.send("<response xmlns='urn:xmpp:sasl:2'>AAAA</response>");

    // Then
    assertThat(refused).startsWith("<failure xmlns=\"urn:xmpp:sasl:2\"><not-authorized ");
    assertThat(challenge).startsWith("<challenge xmlns=\"urn:xmpp:sasl:2\">");
    assertThat(client.received())
        .contains("<additional-data>" + FakeAuthService.base64("v=ok") + "</additional-data>")
        .contains(">alice@localhost</authorization-identifier>")
        .contains("<stream:features><bind ");
    client.send(WireClient.bind("desk"));
    assertThat(client.received()).contains("<jid>alice@localhost/desk</jid>");
  }

  @Test
  void tooLargeRequestEndsTheStream() {
    // Given
    WireClient client = connect().send(WireClient.HEADER);
    client.received();

    // When: above the limit for newcomers.
    client.send(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>"
            + "A".repeat(20_000)
            + "</initial-response></authenticate>");

    // Then
    assertThat(client.received()).contains("<policy-violation");
  }
}
