package org.godwit.it.client;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.godwit.it.server.ServerAddress;
import org.jspecify.annotations.Nullable;

/** A client on a WebSocket (RFC 7395): sends messages and takes them, one at a time. */
public final class WebSocketClient implements WebSocket.Listener, AutoCloseable {

  /** What opens a stream. */
  public static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

  private static final long LIMIT_SECONDS = 15;

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  private WebSocketClient(ServerAddress server) {
    socket =
        HttpClients.of(server)
            .newWebSocketBuilder()
            .subprotocols("xmpp")
            .buildAsync(
                URI.create("wss://localhost:" + server.ports().websocket() + "/xmpp-websocket"),
                this)
            .join();
  }

  /** Connects over TLS. */
  public static WebSocketClient connect(ServerAddress server) {
    return new WebSocketClient(server);
  }

  /** Connects and binds {@code resource} of {@code user}, whose name is the password. */
  public static WebSocketClient bound(ServerAddress server, String user, String resource)
      throws InterruptedException {
    WebSocketClient client = connect(server);
    client.send(OPEN);
    client.expect("<open ");
    client.expect("<stream:features ");
    client.send(RawStream.plain("", user, user));
    client.expect("<success ");
    client.send(OPEN);
    client.expect("<open ");
    client.expect("<stream:features ");
    client.send(RawStream.bind(resource).replace("<iq ", "<iq xmlns='jabber:client' "));
    client.expect(user + "@localhost/" + resource);
    return client;
  }

  /** Returns the subprotocol that the server chose. */
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  /** Sends one message. */
  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends one message in two fragments. */
  public void sendFragmented(String text) {
    int half = text.length() / 2;
    socket.sendText(text.substring(0, half), false).join();
    socket.sendText(text.substring(half), true).join();
  }

  /** Sends one binary message. */
  public void sendBinary(byte[] bytes) {
    socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true).join();
  }

  /** Takes the next message and returns it; it must contain {@code part}. */
  public String expect(String part) throws InterruptedException {
    String next = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (next == null || !next.contains(part)) {
      throw new AssertionError("'" + part + "' is not in: " + next);
    }
    return next;
  }

  /** Drops the connection without a word. */
  public void drop() {
    socket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    messages.add("closed with " + code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add("broken by " + error);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
