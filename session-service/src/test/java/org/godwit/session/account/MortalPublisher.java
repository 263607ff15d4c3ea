package org.godwit.session.account;

import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.protocol.envelope.BusMessage;
import org.jspecify.annotations.Nullable;

/** The bus as one process sees it: once that is dead, it neither publishes nor hears anything. */
final class MortalPublisher implements StanzaPublisher {

  private final StanzaPublisher bus;
  private boolean dead;

  MortalPublisher(StanzaPublisher bus) {
    this.bus = bus;
  }

  void die() {
    dead = true;
  }

  private PublishCallback whileAlive(PublishCallback callback) {
    return failure -> {
      if (!dead) {
        callback.onPublished(failure);
      }
    };
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    if (!dead) {
      bus.publish(topic, key, message, whileAlive(callback));
    }
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    if (!dead) {
      bus.publishTo(topic, partition, message, whileAlive(callback));
    }
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    if (!dead) {
      bus.publishState(topic, partition, key, state, whileAlive(callback));
    }
  }

  @Override
  public int partitions(String topic) {
    return bus.partitions(topic);
  }

  @Override
  public boolean isSaturated() {
    return bus.isSaturated();
  }

  @Override
  public void onDrained(Runnable listener) {
    bus.onDrained(listener);
  }
}
