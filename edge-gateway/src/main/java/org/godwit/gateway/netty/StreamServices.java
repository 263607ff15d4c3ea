package org.godwit.gateway.netty;

import org.godwit.gateway.auth.AuthService;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.redirect.Redirection;
import org.godwit.gateway.routing.StanzaOutlet;
import org.godwit.gateway.stream.StreamMachine;
import org.godwit.gateway.throttle.AddressCounts;
import org.godwit.gateway.tls.TlsServer;

/**
 * What all streams of a listener share.
 *
 * @param machine decides on negotiation
 * @param auth answers SASL and registration
 * @param outlet leads to the bus
 * @param directory makes streams known to deliveries
 * @param metrics counts
 * @param tls the certificates
 * @param addresses how many streams each client address has
 * @param redirection which gateway clients belong to
 * @param settings limits and times
 */
public record StreamServices(
    StreamMachine machine,
    AuthService auth,
    StanzaOutlet outlet,
    StreamDirectory directory,
    GatewayMetrics metrics,
    TlsServer tls,
    AddressCounts addresses,
    Redirection redirection,
    StreamSettings settings) {}
