/**
 * The XMPP edge: wires listener, streams, bus and auth-service together. Entry: {@link
 * org.godwit.gateway.EdgeGatewayApplication}; decisions are in the feature packages, none here.
 */
@NullMarked
package org.godwit.gateway;

import org.jspecify.annotations.NullMarked;
