package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.bus.Topics;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** STARTTLS on real sockets (RFC 6120, section 5.4). */
class StartTlsTests {
  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
  private static final String FAILURE = "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;
  private C2sListener listener;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void listen() {
    gateway = new GatewayFixture(tls, true, InMemoryBusSettings.DEFAULT);
    C2sProperties properties =
        new C2sProperties(
            "127.0.0.1",
            0,
            16,
            1,
            true,
            true,
            DataSize.ofKilobytes(256),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            org.godwit.gateway.socket.NetBuffProperties.Size.STANDARD);
    listener = new C2sListener(properties, gateway.services);
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.closeStreams(
        StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN), Duration.ofSeconds(3));
    listener.stop();
    gateway.pump();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(20);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads up to {@code end}, or to the end of the connection where that is null. */
  private String read(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!text.toString().endsWith(end) && System.nanoTime() < deadline) {
      try {
        int b = in.read();
        if (b < 0) {
          return text + "(end)";
        }
        text.append((char) b);
      } catch (SocketTimeoutException e) {
        // The gateway waits for the bus, which only the test moves.
        gateway.bus.runUntilIdle();
      }
    }
    return text.toString();
  }

  private static SSLSocket encrypt(Socket socket, String version) throws IOException {
    try (InputStream pem = Files.newInputStream(folder.resolve("certificate.pem"))) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("gateway", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      SSLSocket encrypted =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 5222, true);
      encrypted.setEnabledProtocols(new String[] {version});
      encrypted.setSoTimeout(5000);
      encrypted.startHandshake();
      encrypted.setSoTimeout(20);
      return encrypted;
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sessionRunsOverTls(String version) throws IOException {
    // Given
    Socket socket = connect();
    write(socket, WireClient.HEADER);
    String features = read(socket, "</stream:features>");
    write(socket, STARTTLS);
    String proceed = read(socket, "/>");

    // When
    SSLSocket encrypted = encrypt(socket, version);
    write(encrypted, WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER);
    String login = read(encrypted, "<csi xmlns=\"urn:xmpp:csi:0\"/></stream:features>");
    write(encrypted, WireClient.bind("phone"));
    String bound = read(encrypted, "</iq>");
    write(encrypted, "<message to='alice@localhost/phone'><body>me</body></message>");
    write(encrypted, WireClient.END);
    String rest = read(encrypted, "(end)");
    gateway.bus.runUntilIdle();

    // Then
    assertThat(features)
        .endsWith(
            "<stream:features><starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"><required/>"
                + "</starttls></stream:features>");
    assertThat(proceed).isEqualTo("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    assertThat(login).doesNotContain("<starttls ").contains("<mechanism>PLAIN</mechanism>");
    assertThat(bound).contains("alice@localhost/phone");
    assertThat(rest).endsWith("</stream:stream>(end)");
    assertThat(gateway.auth.steps).extracting(SaslStep::tls).containsOnly(true);
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    socket.close();
  }

  @Test
  void clearTextBehindStarttlsEndsTheStreamUnread() throws IOException {
    // Given
    Socket socket = connect();

    // When
    write(
        socket, WireClient.HEADER + STARTTLS + WireClient.HEADER + WireClient.plain("alice", "pw"));

    // Then
    assertThat(read(socket, "(end)")).endsWith(FAILURE + "</stream:stream>(end)");
    assertThat(gateway.auth.steps).isEmpty();
    socket.close();
  }

  @Test
  void clearTextAfterProceedEndsTheConnectionUnread() throws IOException {
    // Given
    Socket socket = connect();
    write(socket, WireClient.HEADER);
    read(socket, "</stream:features>");
    write(socket, STARTTLS);
    read(socket, "/>");

    // When
    write(socket, WireClient.HEADER + WireClient.plain("alice", "pw"));

    // Then
    assertThat(read(socket, "(end)")).endsWith("(end)").doesNotContain("<stream:features>");
    assertThat(gateway.auth.steps).isEmpty();
    socket.close();
  }

  @Test
  void secondStarttlsFails() throws IOException {
    // Given
    Socket socket = connect();
    write(socket, WireClient.HEADER);
    read(socket, "</stream:features>");
    write(socket, STARTTLS);
    read(socket, "/>");
    SSLSocket encrypted = encrypt(socket, "TLSv1.3");
    write(encrypted, WireClient.HEADER);
    read(encrypted, "</stream:features>");

    // When
    write(encrypted, STARTTLS);

    // Then
    assertThat(read(encrypted, "(end)")).endsWith(FAILURE + "</stream:stream>(end)");
    socket.close();
  }

  @Test
  void authenticationBeforeTlsIsRefused() throws IOException {
    // Given
    Socket socket = connect();

    // When
    write(socket, WireClient.HEADER + WireClient.plain("alice", "pw"));

    // Then
    assertThat(read(socket, "</failure>")).contains("<encryption-required/>");
    assertThat(gateway.auth.steps).isEmpty();
    socket.close();
  }

  @Test
  void errorReachesAClientThatGoesOnSending() throws IOException {
    // Given
    Socket socket = connect();

    // When
    write(socket, WireClient.HEADER + "<a>" + "x".repeat(100_000));

    // Then
    assertThat(read(socket, "(end)"))
        .contains("<policy-violation ")
        .endsWith("</stream:stream>(end)");
    socket.close();
  }

  @Test
  void clientThatDoesNotReadIsClosedAndItsStanzasGoBack() throws IOException {
    // Given
    Socket socket = connect();
    write(socket, WireClient.HEADER);
    read(socket, "</stream:features>");
    write(socket, STARTTLS);
    read(socket, "/>");
    SSLSocket encrypted = encrypt(socket, "TLSv1.3");
    write(encrypted, WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER);
    read(encrypted, "<csi xmlns=\"urn:xmpp:csi:0\"/></stream:features>");
    write(encrypted, WireClient.bind("phone"));
    read(encrypted, "</iq>");
    StreamRef stream = Objects.requireNonNull(gateway.owner.streams.get("alice@localhost"));
    String xml =
        "<message xmlns=\"jabber:client\"><body>" + "x".repeat(100_000) + "</body></message>";
    Deliver large =
        new Deliver(
            List.of(stream.stream()),
            new StanzaHead(StanzaType.NORMAL, null, null, Jid.of("alice@localhost"), 0),
            xml.getBytes(StandardCharsets.UTF_8),
            null);

    // When
    String topic = Topics.gateway(GatewayFixture.GATEWAY);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int sent = 0;
    while (gateway.owner.all(Undelivered.class).isEmpty() && System.nanoTime() < deadline) {
      if (sent < 500) {
        gateway.owner.send(stream, large);
        sent++;
      }
      gateway.bus.runUntilIdle();
    }
    while ((gateway.bus.committed(topic, topic, 0) < sent + 1
            || gateway.owner.all(StreamClosed.class).isEmpty()
            || gateway.directory.size() > 0)
        && System.nanoTime() < deadline) {
      gateway.bus.runUntilIdle();
    }

    // Then
    assertThat(gateway.owner.all(Undelivered.class)).isNotEmpty();
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(gateway.bus.committed(topic, topic, 0)).isEqualTo(sent + 1);
    assertThat(gateway.directory.size()).isZero();
    socket.close();
  }

  @Test
  void keyIsReadableByItsOwnerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder.resolve("key.pem")))
        .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }
}
