package org.godwit.bus;

/** The bus: Kafka, or the in-memory one of the test kit, which pass the same contract. */
public interface StanzaBus extends StanzaPublisher {

  /** Shares the topic's partitions with the other members of its group, once started. */
  Subscription own(OwnedTopic spec);

  /**
   * Reads {@code topic}, which has one partition and belongs to {@code group} alone, from the
   * offset that the group committed last.
   */
  Subscription read(String topic, String group, PartitionOwner reader);

  /** Creates the topic of gateway {@code id} where it does not exist, and returns its name. */
  String createGatewayTopic(String id);
}
