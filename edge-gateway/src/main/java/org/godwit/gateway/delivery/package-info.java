/**
 * From the gateway's own topic to streams. Entry: {@link
 * org.godwit.gateway.delivery.DeliveryConsumer}; a record is done only when it is on the wire or
 * its return is durable.
 */
@NullMarked
package org.godwit.gateway.delivery;

import org.jspecify.annotations.NullMarked;
