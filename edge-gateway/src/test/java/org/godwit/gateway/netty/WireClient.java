package org.godwit.gateway.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A client at an embedded channel: writes text, reads text. */
final class WireClient {
  static final String HEADER = header("localhost");
  static final String END = "</stream:stream>";

  final EmbeddedChannel channel;
  private final GatewayFixture gateway;
  private final StringBuilder pending = new StringBuilder();

  WireClient(GatewayFixture gateway, EmbeddedChannel channel) {
    this.gateway = gateway;
    this.channel = channel;
  }

  static String header(String to) {
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
        + " xmlns:stream='http://etherx.jabber.org/streams' to='"
        + to
        + "' version='1.0'>";
  }

  static String plain(String user, String password) {
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
        + FakeAuthService.base64("\0" + user + "\0" + password)
        + "</auth>";
  }

  static String bind(String resource) {
    return "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
        + resource
        + "</resource></bind></iq>";
  }

  /** Sends {@code text} and lets everything happen that follows. */
  WireClient send(String text) {
    return sendBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  WireClient sendBytes(byte[] bytes) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }
    gateway.pump();
    return this;
  }

  /** Sends {@code text} and lets nothing happen but what the event loop does at once. */
  WireClient sendOnly(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    return this;
  }

  /** Loses the connection without an end of the stream. */
  void cut() {
    var _ = channel.close();
  }

  /** Returns the bytes that came and were not returned before. */
  byte[] receivedBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      bytes.writeBytes(ByteBufUtil.getBytes(part));
      part.release();
    }
    return bytes.toByteArray();
  }

  /** Returns what came since the last call. */
  String received() {
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      pending.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    String text = pending.toString();
    pending.setLength(0);
    return text;
  }
}
