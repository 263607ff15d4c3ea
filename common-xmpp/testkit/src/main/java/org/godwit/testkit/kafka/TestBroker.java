package org.godwit.testkit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.bus.kafka.BusProperties;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real Kafka broker in this JVM, whose groups notice quickly who has gone. Any thread. */
public final class TestBroker implements AutoCloseable {

  private static final Map<String, String> QUICK =
      Map.of("xmpp.bus.partitions", "1", "xmpp.bus.consume.drain-timeout", "300ms");

  private final EmbeddedKafkaKraftBroker broker;

  private TestBroker(EmbeddedKafkaKraftBroker broker) {
    this.broker = broker;
  }

  /** Starts one. */
  public static TestBroker start() {
    EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.brokerProperties(
        Map.of(
            "offsets.topic.num.partitions", "1",
            "group.initial.rebalance.delay.ms", "0",
            "auto.create.topics.enable", "false",
            "group.consumer.min.heartbeat.interval.ms", "100",
            "group.consumer.heartbeat.interval.ms", "100"));
    broker.afterPropertiesSet();
    return new TestBroker(broker);
  }

  /** Opens a bus with one partition per topic, which the caller closes. */
  public KafkaStanzaBus bus() {
    return bus(Map.of(), new SimpleMeterRegistry());
  }

  /**
   * Opens a bus, which the caller closes.
   *
   * @param settings {@code xmpp.bus} settings that differ from those of {@link #bus()}
   * @param meters counts what it does
   */
  public KafkaStanzaBus bus(Map<String, String> settings, MeterRegistry meters) {
    KafkaProperties kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(broker.getBrokersAsString().split(",", -1)));
    Map<String, String> all = new HashMap<>(QUICK);
    all.putAll(settings);
    return KafkaStanzaBus.open(kafka, bind(all), meters);
  }

  /** Returns {@code xmpp.bus} settings as the bus takes them. */
  static BusProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("xmpp.bus", BusProperties.class);
  }

  /** Returns the broker itself, to look into it. */
  public EmbeddedKafkaKraftBroker broker() {
    return broker;
  }

  @Override
  public void close() {
    broker.destroy();
  }
}
