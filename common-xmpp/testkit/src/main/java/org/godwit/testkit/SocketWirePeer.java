package org.godwit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A TCP connection, plain at first. One thread. */
public final class SocketWirePeer implements WirePeer, AutoCloseable {

  private static final byte[] NOTHING = new byte[0];

  private final String host;
  private final int port;
  private final int patienceMs;
  private Socket socket;

  /** Connects; {@code patience} is how long the connect and each {@link #receive} may take. */
  public SocketWirePeer(String host, int port, Duration patience) throws IOException {
    this.host = host;
    this.port = port;
    this.patienceMs = (int) patience.toMillis();
    this.socket = new Socket();
    socket.connect(new InetSocketAddress(host, port), patienceMs);
    socket.setSoTimeout(patienceMs);
    socket.setTcpNoDelay(true);
  }

  /** Goes on over TLS, as after {@code <proceed/>}. */
  public void startTls(SSLSocketFactory factory) throws IOException {
    Socket secure = factory.createSocket(socket, host, port, true);
    secure.setSoTimeout(patienceMs);
    socket = secure;
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  @Override
  public byte @Nullable [] receive() throws IOException {
    byte[] buffer = new byte[16 * 1024];
    InputStream in = socket.getInputStream();
    try {
      int count = in.read(buffer);
      return count < 0 ? null : Arrays.copyOf(buffer, count);
    } catch (SocketTimeoutException e) {
      return NOTHING;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
