package org.godwit.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.net.ssl.SSLSocket;
import org.godwit.it.server.ServerAddress;

/**
 * A socket to the server that sends whatever bytes a test wants. One thread.
 *
 * <p>What was received is kept as text until the next {@link #expect}, which takes it up to and
 * with what it waited for.
 */
public final class RawStream implements AutoCloseable {

  private static final int LIMIT_MS = 15_000;

  /** The start of a stream as it should be. */
  public static final String HEADER =
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  private final ServerAddress server;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private final StringBuilder received = new StringBuilder();

  private RawStream(ServerAddress server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    socket.setSoTimeout(LIMIT_MS);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects to the clients' port. */
  public static RawStream connect(ServerAddress server) throws IOException {
    return new RawStream(
        server, new Socket(InetAddress.ofLiteral("127.0.0.1"), server.ports().xmpp()));
  }

  /** Connects to the port where TLS begins with the first byte (XEP-0368). */
  public static RawStream directTls(ServerAddress server) throws IOException {
    return tls(server, server.ports().directTls());
  }

  /** Connects to a port where TLS begins with the first byte. */
  public static RawStream tls(ServerAddress server, int port) throws IOException {
    RawStream stream = new RawStream(server, new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
    stream.handshake();
    return stream;
  }

  /** Connects and turns on TLS; the next thing to send is a stream header. */
  public static RawStream secured(ServerAddress server) throws IOException {
    RawStream stream = connect(server);
    stream.send(HEADER);
    stream.expect("</stream:features>");
    stream.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    stream.expect("<proceed");
    stream.expect(">");
    stream.handshake();
    return stream;
  }

  /** Connects over TLS and logs in; the next thing to send is a stream header. */
  public static RawStream authenticated(ServerAddress server, String user) throws IOException {
    RawStream stream = secured(server);
    stream.send(HEADER);
    stream.expect("</stream:features>");
    stream.send(plain("", user, user));
    stream.expect("<success");
    stream.expect(">");
    return stream;
  }

  /** Connects over TLS, logs in and binds {@code resource}. */
  public static RawStream bound(ServerAddress server, String user, String resource)
      throws IOException {
    RawStream stream = authenticated(server, user);
    stream.send(HEADER);
    stream.expect("</stream:features>");
    stream.send(bind(resource));
    stream.expect("</jid>");
    stream.expect("</iq>");
    return stream;
  }

  /** Returns the request to bind {@code resource}. */
  public static String bind(String resource) {
    return "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
        + resource
        + "</resource></bind></iq>";
  }

  /** Returns a SASL PLAIN request (RFC 4616). */
  public static String plain(String authzid, String user, String password) {
    return auth(
        "PLAIN",
        Base64.getEncoder()
            .encodeToString(
                (authzid + '\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a SASL request with an initial response as it stands. */
  public static String auth(String mechanism, String response) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='"
        + mechanism
        + "'>"
        + response
        + "</auth>";
  }

  /** Sends text. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes. */
  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /**
   * Sends bytes that the server may refuse to read to their end: it closes the connection on the
   * way.
   */
  public void sendUnlessClosed(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      assert e.getMessage() != null : "a closed connection says so";
    }
  }

  /** Waits for {@code text} and returns everything up to and with it. */
  public String expect(String text) throws IOException {
    byte[] buffer = new byte[8192];
    while (received.indexOf(text) < 0) {
      int count = read(buffer, text);
      if (count < 0) {
        throw new AssertionError("closed before '" + text + "' came; received: " + received);
      }
      received.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
    int end = received.indexOf(text) + text.length();
    String taken = received.substring(0, end);
    received.delete(0, end);
    return taken;
  }

  /** Waits until the server has closed the connection and returns everything it sent before. */
  public String expectClosed() throws IOException {
    byte[] buffer = new byte[8192];
    while (true) {
      int count;
      try {
        count = read(buffer, "the end");
      } catch (IOException e) {
        // A reset is an end too, and so is TLS cut short: a killed server says no farewell.
        count = -1;
      }
      if (count < 0) {
        String taken = received.toString();
        received.setLength(0);
        return taken;
      }
      received.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int read(byte[] buffer, String awaited) throws IOException {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("'" + awaited + "' did not come; received: " + received, e);
    }
  }

  /** Returns the data of the channel binding tls-server-end-point (RFC 5929, section 4.1). */
  public byte[] endPoint() {
    try {
      // The certificate that a server makes for itself is signed with SHA-256.
      return MessageDigest.getInstance("SHA-256").digest(server.certificate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handshake() throws IOException {
    SSLSocket secure =
        (SSLSocket)
            new PinnedTrust(server.certificate())
                .context()
                .getSocketFactory()
                .createSocket(socket, ChatClient.DOMAIN, socket.getPort(), true);
    secure.startHandshake();
    socket = secure;
    in = secure.getInputStream();
    out = secure.getOutputStream();
    received.setLength(0);
  }
}
