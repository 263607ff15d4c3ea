/**
 * From a bound stream to the bus. Entry: {@link org.godwit.gateway.routing.RoutingRules}; pure but
 * for {@link org.godwit.gateway.routing.StanzaOutlet}, which publishes.
 */
@NullMarked
package org.godwit.gateway.routing;

import org.jspecify.annotations.NullMarked;
