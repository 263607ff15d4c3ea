package org.godwit.gateway.netty;

import java.time.Duration;
import org.godwit.gateway.throttle.TrafficLimits;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.xml.XmlLimits;

/**
 * What the operator set for all streams of a listener.
 *
 * @param domains the served domains
 * @param newcomerLimits limits of what is read before authentication
 * @param clientLimits limits of what is read after it
 * @param negotiationTimeout how long a connection may take until it is bound
 * @param bindTimeout how long an account's owner may take to answer a request to bind or resume
 * @param closeTimeout how long a closing connection waits for the client
 * @param keepAliveInterval how long a bound stream is silent before a space is sent; zero for never
 * @param traffic what a connection may carry
 * @param clientState what is held for inactive clients
 * @param management limits and times of managed streams
 */
public record StreamSettings(
    ServedDomains domains,
    XmlLimits newcomerLimits,
    XmlLimits clientLimits,
    Duration negotiationTimeout,
    Duration bindTimeout,
    Duration closeTimeout,
    Duration keepAliveInterval,
    TrafficLimits traffic,
    ClientStateProperties clientState,
    StreamManagementProperties management) {}
