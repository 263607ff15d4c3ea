package org.godwit.gateway;

import org.godwit.bus.StanzaBus;
import org.godwit.gateway.delivery.DeliveryConsumer;
import org.godwit.gateway.delivery.DeliveryReports;
import org.godwit.gateway.delivery.StreamDirectory;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.gateway.routing.StanzaOutlet;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;

/**
 * What joins streams and bus.
 *
 * @param owners tells accounts' owners what they must not miss
 * @param outlet takes what streams send
 * @param directory knows the streams that owners may address
 * @param deliveries brings them what is sent to them
 * @param metrics counts
 */
record BusSide(
    OwnerPublisher owners,
    StanzaOutlet outlet,
    StreamDirectory directory,
    DeliveryConsumer deliveries,
    GatewayMetrics metrics) {
  static BusSide of(GatewayStarted identity, StanzaBus bus, GatewayMetrics metrics, Lease lease) {
    OwnerPublisher owners = new OwnerPublisher(bus);
    StreamDirectory directory = new StreamDirectory();
    return new BusSide(
        owners,
        new StanzaOutlet(identity.gateway(), bus, owners, lease),
        directory,
        new DeliveryConsumer(directory, new DeliveryReports(identity, owners, metrics)),
        metrics);
  }
}
