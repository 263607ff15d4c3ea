package org.godwit.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * Where a stanza goes on the bus.
 *
 * @param topic the topic
 * @param key bare JID of the owner
 * @param sent whether the owner is the sender's, and the record therefore a {@code Sent}
 * @param copyKey bare JID of the sender, whose owner gets a {@code Sent} as well; null for none
 */
record Route(String topic, String key, boolean sent, @Nullable String copyKey) {}
