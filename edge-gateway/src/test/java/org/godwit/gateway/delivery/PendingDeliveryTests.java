package org.godwit.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.Completion;
import org.godwit.gateway.metrics.GatewayMetrics;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.Test;

/** One record for several streams. */
class PendingDeliveryTests {
  private final List<String> ended = new ArrayList<>();
  private final InMemoryBus bus = new InMemoryBus();
  private final DeliveryReports reports =
      DeliveryReports.ofDead(
          "g1", new OwnerPublisher(bus), new GatewayMetrics(new SimpleMeterRegistry()));

  private PendingDelivery delivery(String... streams) {
    StanzaHead head = new StanzaHead(StanzaType.CHAT, null, null, Jid.of("alice@localhost"), 0);
    return new PendingDelivery(
        new Deliver(List.of(streams), head, new byte[] {1}, null),
        5,
        new Completion() {
          @Override
          public void done() {
            ended.add("done");
          }

          @Override
          public void failed(Throwable cause) {
            ended.add("failed");
          }
        },
        reports);
  }

  @Test
  void bytesAreKeptUntilTheLastStreamsClientHasThem() {
    // Given
    PendingDelivery delivery = delivery("a", "b");

    // When
    delivery.onAcknowledged();
    int between = delivery.stanza().length;
    delivery.onAcknowledged();

    // Then
    assertThat(between).isEqualTo(1);
    assertThat(delivery.stanza()).isEmpty();
    assertThat(ended).isEmpty();
  }

  @Test
  void recordIsDoneWhenEachOfItsStreamsIs() {
    // Given
    PendingDelivery delivery = delivery("a", "b", "c");

    // When
    delivery.onWritten("a");
    delivery.onNotWritten("b");
    delivery.onRepeated();
    List<String> before = List.copyOf(ended);
    bus.runUntilIdle();

    // Then
    assertThat(before).isEmpty();
    assertThat(ended).containsExactly("done");
  }
}
