/**
 * How much a connection may carry and how often one may come, with the meaning of Tigase's {@code
 * --cm-traffic-throttling} and {@code --new-connections-throttling}.
 */
@NullMarked
package org.godwit.gateway.throttle;

import org.jspecify.annotations.NullMarked;
