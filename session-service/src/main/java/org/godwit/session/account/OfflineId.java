package org.godwit.session.account;

/**
 * The deterministic id of an offline message: the record that brought it.
 *
 * <p>The time of the record is part of it, so that a log that was begun anew cannot be taken for a
 * replay of the old one.
 *
 * @param topic the record's topic
 * @param partition its partition
 * @param offset its offset
 * @param index which message of that record, from 0
 * @param receivedAtMs when the record was published, in milliseconds since 1970
 */
public record OfflineId(String topic, int partition, long offset, int index, long receivedAtMs) {}
