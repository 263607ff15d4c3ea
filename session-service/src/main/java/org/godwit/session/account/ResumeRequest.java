package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamRef;

/**
 * A stream that waits to continue a session (XEP-0198, section 5).
 *
 * @param stream the stream that asked
 * @param h how many stanzas the client has handled, modulo 2^32 as it said
 * @param bindId pairs the answer with the request
 * @param epoch start of the stream's gateway, in milliseconds since 1970
 */
record ResumeRequest(StreamRef stream, long h, String bindId, long epoch) {}
