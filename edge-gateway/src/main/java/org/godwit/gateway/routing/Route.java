package org.godwit.gateway.routing;

/**
 * Where a stanza goes on the bus.
 *
 * @param topic the topic
 * @param key bare JID of the owner
 * @param sent whether the owner is the sender's, and the record therefore a {@code Sent}
 */
record Route(String topic, String key, boolean sent) {}
