package org.godwit.bus;

import java.util.Map;

/**
 * Puts events for other programs on the bus: CloudEvents 1.0 in the binary mode of its Kafka
 * binding. Any thread; never blocks.
 */
public interface EventPublisher {

  /** What stands before an attribute in the name of its header. */
  String ATTRIBUTE_PREFIX = "ce_";

  /**
   * Publishes an event.
   *
   * @param topic one of {@code events.*}
   * @param key events with one key stay in order; empty for none
   * @param attributes the CloudEvents attributes but {@code specversion}, without prefix
   * @param json the data
   */
  void publishEvent(
      String topic,
      String key,
      Map<String, String> attributes,
      byte[] json,
      PublishCallback callback);
}
