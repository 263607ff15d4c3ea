package org.godwit.bus.kafka;

/**
 * What all consumer loops of a bus share.
 *
 * @param clients makes consumers
 * @param properties the settings
 * @param publisher whose saturation stops reading
 * @param deadLetters where poison goes
 */
record LoopEnvironment(
    KafkaClients clients,
    BusProperties properties,
    KafkaPublisher publisher,
    DeadLetters deadLetters) {}
