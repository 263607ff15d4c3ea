package org.godwit.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.godwit.standalone.Ports;
import org.godwit.standalone.Service;

/**
 * Finds ports for servers under test.
 *
 * <p>All ports of a standalone with these offsets lie below the range from which the operating
 * system gives ports to outgoing connections, so none of them is taken by chance afterwards.
 */
final class FreePorts {

  private static final int FIRST_OFFSET = 1000;
  private static final int LAST_OFFSET = 12_000;
  private static final int STEP = 20;

  private static int next = FIRST_OFFSET;

  private FreePorts() {}

  /** Returns ports of which none is in use, and which no other server of this JVM gets. */
  static synchronized Ports offset() {
    while (next <= LAST_OFFSET) {
      Ports ports = new Ports(next);
      next += STEP;
      if (areFree(ports)) {
        return ports;
      }
    }
    throw new IllegalStateException("no free offset up to " + LAST_OFFSET);
  }

  /** Returns a port that was free a moment ago. */
  static int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean areFree(Ports ports) {
    List<Integer> all =
        new ArrayList<>(
            List.of(
                ports.xmpp(),
                ports.directTls(),
                ports.bosh(),
                ports.websocket(),
                ports.front(),
                ports.broker(),
                ports.controller()));
    for (Service service : Service.values()) {
      all.add(ports.http(service));
    }
    return all.stream().allMatch(FreePorts::isFree);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
