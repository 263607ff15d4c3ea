package org.godwit.gateway;

import java.time.Duration;
import org.godwit.gateway.lease.GatewayLeases;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.jspecify.annotations.Nullable;

/**
 * Which start of which gateway this is.
 *
 * @param identity its id and epoch
 * @param startTimeout how long its start may wait for others
 * @param leases what says so to other gateways; null where there are none
 */
record Presence(GatewayStarted identity, Duration startTimeout, @Nullable GatewayLeases leases) {}
