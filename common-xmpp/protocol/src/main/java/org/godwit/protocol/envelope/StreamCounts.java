package org.godwit.protocol.envelope;

/**
 * How far a managed stream is (XEP-0198, section 4). Counts are not reduced modulo 2^32 here: only
 * {@code h} on the wire is.
 *
 * @param in stanzas of the client that are durable on the bus, without a gap, from 0
 * @param out stanzas to the client that it has acknowledged, from 0
 * @param outOffset offset in the gateway's topic of the last of those; -1 for none
 */
public record StreamCounts(long in, long out, long outOffset) {}
