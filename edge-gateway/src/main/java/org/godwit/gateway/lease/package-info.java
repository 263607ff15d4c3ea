/**
 * Which gateways live, and what becomes of the topic of one that does not. Entry: {@link
 * org.godwit.gateway.lease.GatewayLeases}. Leases lie in one partition, and a record counts only
 * where it follows what stands there, so all gateways come to the same result; at most one of them
 * reads the topic of a dead one.
 */
@NullMarked
package org.godwit.gateway.lease;

import org.jspecify.annotations.NullMarked;
