package org.godwit.standalone.broker;

/**
 * One node of a Kafka cluster: a broker and its controller.
 *
 * @param id its number in the cluster, from 1
 * @param host the address on which both listen
 * @param port the port of clients
 * @param controllerPort the port of the controller
 */
public record BrokerNode(int id, String host, int port, int controllerPort) {

  /** Returns what clients need to find it: {@code host:port}. */
  public String address() {
    return host + ':' + port;
  }

  /** Returns it as a voter of the quorum: {@code id@host:port}. */
  String voter() {
    return id + "@" + host + ':' + controllerPort;
  }
}
