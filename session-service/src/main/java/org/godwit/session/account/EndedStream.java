package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamRef;

/**
 * What is remembered for a while of a stream that has ended.
 *
 * @param stream the stream
 * @param in how many stanzas of the client were handled (XEP-0198, section 5, {@code <failed h>});
 *     -1 where it was not managed
 */
record EndedStream(StreamRef stream, long in) {}
