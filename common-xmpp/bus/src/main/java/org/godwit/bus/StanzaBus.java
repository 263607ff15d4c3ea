package org.godwit.bus;

/** The bus: Kafka, or the in-memory one of the test kit, which pass the same contract. */
public interface StanzaBus extends StanzaPublisher {

  /** Shares the topic's partitions with the other members of its group, once started. */
  Subscription own(OwnedTopic spec);

  /**
   * Reads {@code topic}, which has one partition and belongs to {@code group} alone, from the
   * offset that the group committed last. Its limits are those of {@code xmpp.bus.read.*}.
   */
  Subscription read(String topic, String group, PartitionOwner reader);

  /**
   * Reads {@code topic}, which is compacted and has one partition, from its beginning and for ever,
   * outside any group. It is ready once it has come to the end that stood when it started.
   */
  Subscription follow(String topic, StateListener listener);

  /** Creates the topic of gateway {@code id} where it does not exist, and returns its name. */
  String createGatewayTopic(String id);
}
