package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeTests {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void serviceIsReadyWhereReadinessSaysSo() throws Exception {
    assertThat(probe(Probe.READINESS, "HTTP/1.1 200 \r\n\r\n{}")).isTrue();
    assertThat(probe(Probe.READINESS, "HTTP/1.1 503 \r\n\r\n{}")).isFalse();
    assertThat(probe(Probe.READINESS, "")).isFalse();
  }

  @Test
  void brokerIsReadyWhereItAnswersTheRequest() throws Exception {
    assertThat(probe(Probe.KAFKA, "\0\0\0\012\0\0\0\1\0\0\0\0\0\0")).isTrue();
    assertThat(probe(Probe.KAFKA, "\0\0\0\012\0\0\0\1\0\43\0\0\0\0")).isFalse();
    assertThat(probe(Probe.KAFKA, "")).isFalse();
  }

  @Test
  void databaseIsReadyWhereItGreets() throws Exception {
    assertThat(probe(Probe.MARIADB, "\112\0\0\0\0125.5.5")).isTrue();
    assertThat(probe(Probe.MARIADB, "\107\0\0\0\377error")).isFalse();
  }

  @Test
  void frozenProcessIsNotReadyThoughTheSystemTakesTheConnection() throws Exception {
    // Given
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      InetSocketAddress address = (InetSocketAddress) frozen.getLocalSocketAddress();

      // Then
      for (Probe probe : Probe.values()) {
        assertThat(probe.isReady(address, SHORT)).as(probe.name()).isFalse();
      }
    }
  }

  private static boolean probe(Probe probe, String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread answering = Thread.ofVirtual().start(() -> answer(server, answer));
      boolean ready = probe.isReady((InetSocketAddress) server.getLocalSocketAddress(), LIMIT);
      answering.join();
      return ready;
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      while (socket.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
