package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** PROXY headers, versions 1 and 2, from a proxy that is trusted. */
class ProxyHeaderTests {
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

  private final AtomicLong nanos = new AtomicLong();
  private final Sweep sweep = new Sweep(nanos::get);
  private final List<String> active = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new HAProxyMessageDecoder(),
          new ProxyHeader(sweep, Duration.ofSeconds(10)),
          new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
              active.add(String.valueOf(ClientPeer.of(context.channel())));
              context.fireChannelActive();
            }
          });

  private String read() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      text.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    return text.toString();
  }

  /** TCP over IPv4 from 192.0.2.7, with these bytes behind the addresses. */
  private static byte[] second(int command, String more) {
    byte[] tail = HexFormat.of().parseHex("c0000207c0000201" + "303914d6" + more);
    return joined(
        joined(SIGNATURE, new byte[] {(byte) (0x20 | command), 0x11, 0, (byte) tail.length}), tail);
  }

  private static byte[] joined(byte[] header, String text) {
    return joined(header, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Test
  void nobodyHearsOfAConnectionBeforeItsHeaderHasCome() {
    byte[] bytes =
        joined(
            "PROXY TCP4 192.0.2.7 192.0.2.1 12345 5222\r\n".getBytes(StandardCharsets.US_ASCII),
            "<stream>");
    assertThat(active).isEmpty();

    for (byte b : bytes) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }

    assertThat(active).containsExactly("ClientPeer[address=192.0.2.7, tls=false]");
    assertThat(read()).isEqualTo("<stream>");
  }

  @Test
  void theSecondVersionTellsOfTls() {
    // PP2_TYPE_SSL with PP2_CLIENT_SSL.
    byte[] header = second(1, "20" + "0005" + "01" + "00000000");

    channel.writeInbound(Unpooled.wrappedBuffer(joined(header, "<stream>")));

    assertThat(active).containsExactly("ClientPeer[address=192.0.2.7, tls=true]");
    assertThat(read()).isEqualTo("<stream>");
  }

  @Test
  void aProxyThatLooksWhetherWeAreThereNamesNobody() {
    channel.writeInbound(Unpooled.wrappedBuffer(second(0, "")));

    assertThat(active).hasSize(1);
    assertThat(active.getFirst()).doesNotContain("192.0.2.7");
  }

  @Test
  void anythingElseIsClosedUnread() {
    channel.writeInbound(Unpooled.copiedBuffer("<stream/>".repeat(20), StandardCharsets.UTF_8));

    assertThat(channel.isOpen()).isFalse();
    assertThat(active).isEmpty();
    assertThat(read()).isEmpty();
  }

  @Test
  void aHeaderThatDoesNotComeInTimeIsNotWaitedFor() {
    nanos.set(Duration.ofSeconds(9).toNanos());
    sweep.run();
    assertThat(channel.isOpen()).isTrue();

    nanos.set(Duration.ofSeconds(10).toNanos());
    sweep.run();

    assertThat(channel.isOpen()).isFalse();
  }
}
