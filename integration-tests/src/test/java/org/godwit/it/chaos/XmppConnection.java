package org.godwit.it.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A connection to a gateway without TLS. One thread reads; whoever writes holds a lock. */
final class XmppConnection implements AutoCloseable {

  private static final String HEADER =
      "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";

  private final Socket socket;
  private final OutputStream out;
  private final StanzaReader reader;

  private XmppConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.reader = new StanzaReader(socket.getInputStream());
  }

  /** Connects; until {@link #established} no answer may take longer than {@code limitMs}. */
  static XmppConnection open(InetSocketAddress gateway, int limitMs) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(limitMs);
      socket.connect(gateway, limitMs);
      return new XmppConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Logs in with the name as password and returns the features that are offered then. */
  Element login(String user) throws IOException {
    write(HEADER);
    expect("stream:features");
    byte[] response = ('\0' + user + '\0' + user).getBytes(StandardCharsets.UTF_8);
    write(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString(response)
            + "</auth>");
    expect("success");
    reader.restart();
    write(HEADER);
    return expect("stream:features");
  }

  /** From now on the server may be silent as long as it likes. */
  void established() throws IOException {
    socket.setSoTimeout(0);
  }

  /** Returns the next element, which must have this name. */
  Element expect(String name) throws IOException {
    Element element = read();
    if (element == null || !element.name().equals(name)) {
      throw new IOException("instead of " + name + " came " + element);
    }
    return element;
  }

  /** Returns the next element, or null where the stream ended. */
  @Nullable Element read() throws IOException {
    return reader.next();
  }

  /** Sends text. */
  void write(String xml) throws IOException {
    out.write(xml.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Cuts the connection; with {@code reset} by RST, as a phone that changed its network. */
  void drop(boolean reset) throws IOException {
    if (reset) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
