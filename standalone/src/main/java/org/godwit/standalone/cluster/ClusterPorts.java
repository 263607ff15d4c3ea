package org.godwit.standalone.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.godwit.standalone.Service;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one cluster. None is a port of {@code make run} but that of XMPP clients.
 *
 * @param offset what is added to every port
 */
public record ClusterPorts(int offset) {

  private static final int INSTANCES_MAX = 9;
  private static final String LOOPBACK = "127.0.0.1";

  /** Returns the port of XMPP clients, the same at every gateway's own address. */
  public int xmpp() {
    return 5222 + offset;
  }

  /** Returns the port of XMPP clients that begin with TLS, at every gateway's own address. */
  public int directTls() {
    return 5223 + offset;
  }

  /** Returns the port of BOSH, at every gateway's own address. */
  public int bosh() {
    return 5280 + offset;
  }

  /** Returns the port of WebSockets, at every gateway's own address. */
  public int websocket() {
    return 5290 + offset;
  }

  /**
   * Returns the address on which gateway {@code instance} listens for clients: 127.0.0.1 upwards.
   */
  public String xmppHost(int instance) {
    return "127.0.0." + instance;
  }

  /** Returns the HTTP port of the {@code instance}th instance of a service, from 1 to 9. */
  public int http(Service service, int instance) {
    if (instance < 1 || instance > INSTANCES_MAX) {
      throw new IllegalArgumentException("instance is " + instance + ", from 1 to 9 is allowed");
    }
    int first =
        switch (service) {
          case AUTH -> 9100;
          case SESSION -> 9110;
          case MUC -> 9120;
          case CHANNEL -> 9130;
          case GATEWAY -> 9140;
        };
    return first + instance + offset;
  }

  /** Returns the port for clients of the {@code node}th Kafka node. */
  public int broker(int node) {
    return 19100 + 2 * node + offset;
  }

  /** Returns the port of the controller of the {@code node}th Kafka node. */
  public int controller(int node) {
    return 19101 + 2 * node + offset;
  }

  /** Returns the port of the database. */
  public int database() {
    return 13306 + offset;
  }

  /** Returns all addresses on which the processes of a cluster of that size listen. */
  List<InetSocketAddress> addresses(ClusterSize size) {
    List<InetSocketAddress> all = new ArrayList<>();
    for (int node = 1; node <= size.brokers(); node++) {
      all.add(address(LOOPBACK, broker(node)));
      all.add(address(LOOPBACK, controller(node)));
    }
    all.add(address(LOOPBACK, database()));
    for (Service service : Service.values()) {
      for (int instance = 1; instance <= size.of(service); instance++) {
        all.add(address(LOOPBACK, http(service, instance)));
      }
    }
    for (int gateway = 1; gateway <= size.gateways(); gateway++) {
      for (int port : new int[] {xmpp(), directTls(), bosh(), websocket()}) {
        all.add(address(xmppHost(gateway), port));
      }
    }
    return all;
  }

  /**
   * Returns why a cluster of that size could not listen on these ports now, in one sentence, or
   * null where it could. Listens on each for a moment.
   */
  public @Nullable String obstacle(ClusterSize size) {
    for (InetSocketAddress address : addresses(size)) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(address);
      } catch (IOException e) {
        return "Nothing can listen on port "
            + address.getPort()
            + " of "
            + address.getAddress().getHostAddress()
            + " ("
            + e.getMessage()
            + "): stop what uses it, or set GODWIT_PORT_OFFSET to a number that is added to every"
            + " port.";
      }
    }
    return null;
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
