package org.godwit.protocol.envelope;

/**
 * Where a stanza entered: makes a replayed or resent stanza recognisable.
 *
 * @param stream the sender's stream
 * @param n how many stanzas that stream had sent with this one, from 1 (XEP-0198, section 4)
 */
public record Origin(StreamRef stream, long n) {}
