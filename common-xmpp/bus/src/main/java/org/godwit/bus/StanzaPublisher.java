package org.godwit.bus;

import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/**
 * Puts records on the bus. Any thread; never blocks.
 *
 * <p>Records with the same key to the same topic keep the order in which one thread published them.
 * A caller that can be slowed down must stop while {@link #isSaturated()} holds; what is published
 * all the same is taken until the hard limit, past which it fails at once.
 */
public interface StanzaPublisher {

  /** Publishes {@code message} under {@code key}, a bare JID or stream id. */
  void publish(String topic, String key, BusMessage message, PublishCallback callback);

  /** Publishes {@code message} to one partition of {@code topic}. */
  void publishTo(String topic, int partition, BusMessage message, PublishCallback callback);

  /**
   * Writes the state of {@code key} to a compacted topic, in the partition it is owned by; null
   * removes it.
   */
  void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback);

  /** Returns how many partitions {@code topic} has. May block on first use: not on event loops. */
  int partitions(String topic);

  /** Tells whether more is on its way than the soft limit allows. */
  boolean isSaturated();

  /** Adds a listener that runs, on the bus's thread, each time saturation ends. */
  void onDrained(Runnable listener);
}
