package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.godwit.gateway.hostmeta.HostMetaProperties;
import org.godwit.gateway.proxyprotocol.ProxyProtocolProperties;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.throttle.ConnectionRates;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What an idle client costs. */
class IdleCostTests {
  private static final int STREAMS = 300;
  private static final long BYTES_MAX = 8 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path folder;

  private final List<SocketChannel> sockets = new ArrayList<>();
  private GatewayFixture gateway;
  private C2sListener listener;

  @BeforeEach
  void listen() {
    TlsServer tls = GatewayFixture.tls(folder);
    gateway = new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT);
    C2sProperties c2s =
        new C2sProperties(
            "127.0.0.1",
            0,
            1024,
            1,
            true,
            true,
            DataSize.ofMegabytes(4),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            NetBuffProperties.Size.STANDARD);
    listener =
        new C2sListener(
            new Listeners(
                c2s,
                null,
                null,
                null,
                new HostMetaProperties(null, null),
                ProxyProtocolProperties.NONE,
                NetBuffProperties.DEFAULT,
                new ConnectionRates(Map.of(0, 0))),
            gateway.services);
    listener.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (SocketChannel socket : sockets) {
      socket.close();
    }
    listener.stop();
  }

  /** The bytes of all live objects; the virtual machine collects garbage for that. */
  private static long liveBytes() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {null},
                    new String[] {String[].class.getName()});
    String total = histogram.substring(histogram.lastIndexOf("Total")).strip();
    return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
  }

  private void login(String resource) throws IOException {
    SocketChannel socket =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
    socket.configureBlocking(false);
    sockets.add(socket);
    var _ =
        socket.write(
            ByteBuffer.wrap(
                (ManagedScene.LOGIN + WireClient.bind(resource) + ManagedScene.ENABLE)
                    .getBytes(StandardCharsets.UTF_8)));
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (text.indexOf("<enabled ") < 0) {
      gateway.bus.runUntilIdle();
      int length = socket.read(buffer.clear());
      text.append(new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.UTF_8));
      assertThat(length).as("%s", text).isNotNegative();
      assertThat(System.nanoTime()).as("%s", text).isLessThan(deadline);
    }
  }

  /** The clients' own sockets and the owner's and the bus's records count here as well. */
  @Test
  void anIdleManagedStreamHoldsLessThanEightKilobytesOfTheHeap() throws IOException, JMException {
    // Given
    for (int i = 0; i < 20; i++) {
      login("warm" + i);
    }
    long before = liveBytes();

    // When
    for (int i = 0; i < STREAMS; i++) {
      login("r" + i);
    }

    // Then
    assertThat((liveBytes() - before) / STREAMS).isLessThan(BYTES_MAX);
  }
}
