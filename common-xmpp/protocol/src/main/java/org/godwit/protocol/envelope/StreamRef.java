package org.godwit.protocol.envelope;

/**
 * A client's stream and the gateway that holds it.
 *
 * @param gateway id of the gateway, which names its topic
 * @param stream id of the stream, unique over all gateways and all time
 */
public record StreamRef(String gateway, String stream) {}
