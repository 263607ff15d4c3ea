package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Streams that are compressed with zlib (XEP-0138 v2.1). */
class CompressionTests {
  private static final String LOGIN =
      WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER;
  private static final String COMPRESS =
      "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress>";
  private static final String COMPRESSED =
      "<compressed xmlns=\"http://jabber.org/protocol/compress\"/>";
  private static final String OFFER = "<compression xmlns=\"http://jabber.org/features/compress\">";

  @TempDir static Path folder;

  private static TlsServer tls;

  private final Deflater deflater = new Deflater();
  private final Inflater inflater = new Inflater();
  private GatewayFixture gateway;
  private WireClient client;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void open() {
    open(
        new CompressionProperties(true, 6, 100, DataSize.ofKilobytes(64), DataSize.ofMegabytes(1)));
  }

  private void open(CompressionProperties limits) {
    gateway =
        new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT, Tuning.DEFAULT.with(limits));
    client = gateway.connect();
  }

  @AfterEach
  void finish() {
    deflater.end();
    inflater.end();
    gateway.finish();
  }

  private byte[] deflated(String text) {
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
    return out.toByteArray();
  }

  private String inflated(byte[] bytes) throws DataFormatException {
    inflater.setInput(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String receivedInflated() throws DataFormatException {
    return inflated(client.receivedBytes());
  }

  private void compress() {
    assertThat(client.send(LOGIN).received()).contains(OFFER);
    assertThat(client.send(COMPRESS).received()).isEqualTo(COMPRESSED);
  }

  @Test
  void nothingIsOfferedBeforeAuthentication() {
    assertThat(client.send(WireClient.HEADER).received())
        .endsWith("</stream:features>")
        .doesNotContain("compress");

    assertThat(client.send(COMPRESS).received()).contains("<not-authorized ");
  }

  @Test
  void aCompressedSessionRunsOneByteAtATime() throws DataFormatException {
    // Given
    compress();

    // When
    for (byte b : deflated(WireClient.HEADER + WireClient.bind("phone"))) {
      client.sendBytes(new byte[] {b});
    }
    gateway.bound("bob", "desk").send("<message to='alice@localhost'><body>hello</body></message>");

    // Then
    assertThat(receivedInflated())
        .containsSubsequence(
            "<stream:features>",
            "</stream:features>",
            "<jid>alice@localhost/phone</jid>",
            "<body>hello</body>")
        .doesNotContain(OFFER);
  }

  @Test
  void aCompressedStreamThatIsLostIsDetached() throws DataFormatException {
    // Given
    compress();
    client.sendBytes(deflated(WireClient.HEADER + WireClient.bind("phone") + ManagedScene.ENABLE));
    assertThat(receivedInflated()).contains("<enabled ");

    // When
    client.cut();
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "<compress xmlns='http://jabber.org/protocol/compress'><method>lzw</method></compress>,"
        + " unsupported-method",
    "<what xmlns='http://jabber.org/protocol/compress'/>, setup-failed",
    "<compress xmlns='http://jabber.org/protocol/compress'><method>zlib</method></compress> ,"
        + " none"
  })
  void aRefusedRequestLeavesTheStreamAsItIs(String request, String condition) {
    // Given
    client.send(LOGIN).received();

    // When
    String answer = client.send(request).received();

    // Then
    if (condition.equals("none")) {
      assertThat(answer).isEqualTo(COMPRESSED);
    } else {
      assertThat(answer)
          .isEqualTo(
              "<failure xmlns=\"http://jabber.org/protocol/compress\"><"
                  + condition
                  + "/></failure>");
      assertThat(client.send(WireClient.bind("phone")).received()).contains("<jid>");
    }
  }

  @Test
  void whatComesBehindTheRequestIsNoPartOfACompressedStream() {
    // Given
    client.send(LOGIN).received();

    // When
    String answer = client.send(COMPRESS + WireClient.bind("phone")).received();

    // Then
    assertThat(answer).contains("<setup-failed/>").contains("<jid>alice@localhost/phone</jid>");
  }

  @Test
  void bytesThatZlibDoesNotWriteEndTheStream() throws DataFormatException {
    // Given
    compress();

    // When
    client.sendBytes("<stream:stream/>".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(receivedInflated())
        .contains("<undefined-condition ", "<processing-failed/>")
        .endsWith("</stream:stream>");
    assertThat(client.channel.isOpen()).isFalse();
    assertThat(bites()).isZero();
  }

  @Test
  void aBombEndsItsStreamAndNoOther() throws DataFormatException {
    // Given
    WireClient neighbour = gateway.bound("bob", "desk");
    compress();
    byte[] bomb = deflated(WireClient.HEADER + "<message>" + " ".repeat(30_000_000));
    assertThat(bomb.length).isLessThan(64 * 1024);

    // When
    client.sendBytes(bomb);

    // Then
    assertThat(receivedInflated())
        .contains("<policy-violation ", "<processing-failed/>")
        .endsWith("</stream:stream>");
    assertThat(client.channel.isOpen()).isFalse();
    assertThat(bites()).isEqualTo(1);
    neighbour.send(
        "<iq type='set' id='n'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    assertThat(neighbour.received()).contains("id=\"n\" type=\"result\"");
  }

  @Test
  void aBombInManySmallReadsIsFoundByItsRatio() throws DataFormatException {
    // Given
    compress();
    client.sendBytes(deflated(WireClient.HEADER + WireClient.bind("phone")));
    receivedInflated();
    String presences = "<message to='a@b'/>".repeat(2000);

    // When
    StringBuilder answers = new StringBuilder();
    for (int i = 0; i < 20 && client.channel.isOpen(); i++) {
      client.sendBytes(deflated(presences));
      answers.append(receivedInflated());
    }

    // Then
    assertThat(answers).contains("<policy-violation ");
    assertThat(client.channel.isOpen()).isFalse();
    assertThat(bites()).isEqualTo(1);
  }

  private double bites() {
    return gateway.meters.get("xmpp.gateway.limits").tag("limit", "compression").counter().count();
  }
}
