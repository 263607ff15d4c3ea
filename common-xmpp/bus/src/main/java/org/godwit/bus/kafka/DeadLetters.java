package org.godwit.bus.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.godwit.bus.DeadLetter;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records that cannot be handled aside, with their cause. Any thread; never blocks. */
final class DeadLetters {

  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);

  private final KafkaPublisher publisher;
  private final MeterRegistry meters;

  DeadLetters(KafkaPublisher publisher, MeterRegistry meters) {
    this.publisher = publisher;
    this.meters = meters;
  }

  void publish(ConsumerRecord<byte[], byte[]> record, Throwable cause, PublishCallback callback) {
    publisher.send(
        letter(record, cause),
        failure -> {
          if (failure == null) {
            count(record, cause);
          }
          callback.onPublished(failure);
        });
  }

  private void count(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
    Counter.builder("xmpp.bus.dead.letters")
        .description("Records put into the dead-letter topic")
        .tag("topic", record.topic())
        .register(meters)
        .increment();
    LOGGER
        .atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("error", cause.getClass().getName())
        .setCause(cause)
        .log("record became a dead letter");
  }

  private static ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record, Throwable cause) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    add(headers, DeadLetter.TOPIC, record.topic());
    add(headers, DeadLetter.PARTITION, Integer.toString(record.partition()));
    add(headers, DeadLetter.OFFSET, Long.toString(record.offset()));
    add(headers, DeadLetter.CAUSE, cause.getClass().getName());
    add(headers, DeadLetter.MESSAGE, DeadLetter.messageOf(cause));
    return new ProducerRecord<>(
        Topics.DEAD_LETTER, null, null, record.key(), record.value(), headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
