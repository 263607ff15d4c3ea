package org.godwit.bus.kafka;

import io.micrometer.core.instrument.Counter;

/**
 * What all consumer loops of a bus share.
 *
 * @param clients makes consumers
 * @param properties the settings
 * @param publisher whose saturation stops reading
 * @param deadLetters where poison goes
 * @param fenced counts members that had stood still for too long
 */
record LoopEnvironment(
    KafkaClients clients,
    BusProperties properties,
    KafkaPublisher publisher,
    DeadLetters deadLetters,
    Counter fenced) {}
