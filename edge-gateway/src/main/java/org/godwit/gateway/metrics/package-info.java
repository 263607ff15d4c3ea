/**
 * What the edge counts. Entry: {@link org.godwit.gateway.metrics.GatewayMetrics}; tags have few
 * values, never an address.
 */
@NullMarked
package org.godwit.gateway.metrics;

import org.jspecify.annotations.NullMarked;
