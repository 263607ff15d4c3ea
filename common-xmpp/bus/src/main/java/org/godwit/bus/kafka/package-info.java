/**
 * The bus on Kafka. Entry: {@link org.godwit.bus.kafka.BusConfiguration}, which makes a {@link
 * org.godwit.bus.kafka.KafkaStanzaBus}.
 *
 * <p>Invariants: no other package imports Kafka's or spring-kafka's clients; publishing never
 * blocks its caller; an offset is committed only when every effect of its record is done, or the
 * record is durable in the dead-letter topic.
 */
@NullMarked
package org.godwit.bus.kafka;

import org.jspecify.annotations.NullMarked;
