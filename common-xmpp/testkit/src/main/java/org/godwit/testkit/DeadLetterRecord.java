package org.godwit.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A record on the dead-letter topic.
 *
 * @param topic where the record was read
 * @param partition its partition there
 * @param offset its offset there
 * @param key its key; empty for none
 * @param value its value; null for none
 * @param cause class name of the cause
 * @param message message of the cause
 */
public record DeadLetterRecord(
    String topic,
    int partition,
    long offset,
    String key,
    byte @Nullable [] value,
    String cause,
    String message) {}
