package org.godwit.protocol.envelope;

/**
 * How far a managed stream is (XEP-0198, section 4). Counts are not reduced modulo 2^32 here: only
 * {@code h} on the wire is.
 *
 * @param in stanzas of the client that are durable on the bus, without a gap, from 0
 * @param out stanzas to the client that it has acknowledged, from 0
 * @param outOffset offset in the gateway's topic of the last of those; -1 for none
 * @param source the highest {@link Source#offset()} of those that were not on their way again; -1
 *     for none: what an owner sends again after its predecessor's death is not above it
 */
public record StreamCounts(long in, long out, long outOffset, long source) {

  /** Makes counts of a stream whose client has acknowledged nothing that tells its source. */
  public StreamCounts(long in, long out, long outOffset) {
    this(in, out, outOffset, -1);
  }
}
