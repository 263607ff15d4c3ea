package org.godwit.standalone;

/**
 * The ports of one standalone.
 *
 * @param offset what is added to the default of every port, from 0 to {@link #OFFSET_MAX}
 */
public record Ports(int offset) {

  /** The largest offset: the highest default port stays a port with it. */
  public static final int OFFSET_MAX = 65535 - 19093;

  /** Returns the port of XMPP clients, 5222 by default. */
  public int xmpp() {
    return 5222 + offset;
  }

  /** Returns the port of XMPP clients that begin with TLS, 5223 by default. */
  public int directTls() {
    return 5223 + offset;
  }

  /** Returns the port of BOSH, 5280 by default. */
  public int bosh() {
    return 5280 + offset;
  }

  /** Returns the port of WebSockets, 5290 by default. */
  public int websocket() {
    return 5290 + offset;
  }

  /** Returns the port of health and REST, 9090 by default. */
  public int front() {
    return 9090 + offset;
  }

  /** Returns the HTTP port of {@code service}, 9091 to 9095 by default. */
  public int http(Service service) {
    return switch (service) {
      case AUTH -> 9091 + offset;
      case SESSION -> 9092 + offset;
      case MUC -> 9093 + offset;
      case CHANNEL -> 9094 + offset;
      case GATEWAY -> 9095 + offset;
    };
  }

  /** Returns the port of the Kafka broker, 19092 by default. */
  public int broker() {
    return 19092 + offset;
  }

  /** Returns the port of the broker's controller, 19093 by default. */
  public int controller() {
    return 19093 + offset;
  }
}
