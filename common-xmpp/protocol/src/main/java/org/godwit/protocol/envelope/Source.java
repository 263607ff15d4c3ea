package org.godwit.protocol.envelope;

/**
 * The record of an account's owner that a delivered stanza came with: makes a delivery that a new
 * owner repeats recognisable, and gives a stanza that comes back its place among the others.
 *
 * @param offset its offset in the owner's partition of topic {@code session}, from 0
 * @param timestampMs when it was published, in milliseconds since 1970
 * @param again whether the stanza has been on its way to another stream before, so that its place
 *     in the order of deliveries says nothing
 */
public record Source(long offset, long timestampMs, boolean again) {}
