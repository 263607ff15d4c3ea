package org.godwit.standalone.cluster;

import org.godwit.standalone.Service;

/**
 * How many processes of each kind run.
 *
 * @param brokers Kafka nodes, 1 or 3
 * @param auth instances of auth-service, at least 1
 * @param session instances of session-service, at least 1
 * @param gateways instances of edge-gateway, at least 1
 * @param muc instances of muc-service
 * @param channel instances of channel-msg-service
 */
public record ClusterSize(int brokers, int auth, int session, int gateways, int muc, int channel) {

  /** What {@code make cluster} starts, with so many Kafka nodes. */
  public static ClusterSize full(int brokers) {
    return new ClusterSize(brokers, 2, 2, 2, 1, 1);
  }

  /** What one-to-one chat needs to survive the death of any one process. */
  public static ClusterSize chat(int brokers) {
    return new ClusterSize(brokers, 1, 2, 2, 0, 0);
  }

  /** Returns how many instances of {@code service} run. */
  public int of(Service service) {
    return switch (service) {
      case AUTH -> auth;
      case SESSION -> session;
      case MUC -> muc;
      case CHANNEL -> channel;
      case GATEWAY -> gateways;
    };
  }
}
