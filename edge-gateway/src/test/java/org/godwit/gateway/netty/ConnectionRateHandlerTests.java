package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.throttle.ConnectionGate;
import org.junit.jupiter.api.Test;

class ConnectionRateHandlerTests {
  @Test
  void aConnectionThatComesTooSoonIsClosedUnread() {
    // Given
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EmbeddedChannel listening =
        new EmbeddedChannel(
            new ConnectionRateHandler(new ConnectionGate(1), new GatewayMetrics(meters), () -> 0));
    EmbeddedChannel first = new EmbeddedChannel();
    EmbeddedChannel second = new EmbeddedChannel();

    // When
    listening.writeInbound(first, second);

    // Then
    assertThat(listening.inboundMessages()).containsExactly(first);
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
    assertThat(meters.get("xmpp.gateway.limits").tag("limit", "connection-rate").counter().count())
        .isEqualTo(1);
  }
}
