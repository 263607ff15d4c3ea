package org.godwit.session.account;

import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.testkit.ForwardingBus;

/** A bus for simulations, which know one thread: it calls them under its own monitor. */
final class SerialBus extends ForwardingBus {

  SerialBus(StanzaBus bus) {
    super(bus);
  }

  private PublishCallback serial(PublishCallback callback) {
    return failure -> {
      synchronized (this) {
        callback.onPublished(failure);
      }
    };
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    super.publish(topic, key, message, serial(callback));
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    super.publishTo(topic, partition, message, serial(callback));
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return super.read(
        topic,
        group,
        (InboundRecord record, Completion completion) -> {
          synchronized (this) {
            reader.onRecord(record, completion);
          }
        });
  }
}
