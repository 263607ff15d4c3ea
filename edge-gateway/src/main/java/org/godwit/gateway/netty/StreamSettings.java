package org.godwit.gateway.netty;

import java.time.Duration;
import org.godwit.gateway.throttle.TrafficLimits;
import org.godwit.gateway.watchdog.WatchdogProperties;
import org.godwit.gateway.xep0138_compression.CompressionProperties;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientStateProperties;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.xml.XmlLimits;

/**
 * What the operator set for all streams of a listener.
 *
 * @param hosts the virtual hosts, as they are at the moment
 * @param newcomerLimits limits of what is read before authentication
 * @param clientLimits limits of what is read after it
 * @param negotiationTimeout how long a connection may take until it is bound
 * @param bindTimeout how long an account's owner may take to answer a request to bind or resume
 * @param closeTimeout how long a closing connection waits for the client
 * @param watchdog how clients are found that are gone
 * @param traffic what a connection may carry
 * @param clientState what is held for inactive clients
 * @param compression how streams are compressed
 * @param management limits and times of managed streams
 */
public record StreamSettings(
    VirtualHosts hosts,
    XmlLimits newcomerLimits,
    XmlLimits clientLimits,
    Duration negotiationTimeout,
    Duration bindTimeout,
    Duration closeTimeout,
    WatchdogProperties watchdog,
    TrafficLimits traffic,
    ClientStateProperties clientState,
    CompressionProperties compression,
    StreamManagementProperties management) {

  /** Returns the served domains. */
  public ServedDomains domains() {
    return hosts.domains();
  }
}
