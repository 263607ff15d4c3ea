package org.godwit.gateway.netty;

import org.godwit.protocol.stanza.StreamError;

/**
 * The event with which a transport's handler ends its stream: the client broke the transport's
 * rules.
 *
 * @param error what the client is told
 */
record InputRefused(StreamError error) {}
