package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to an iq confirms what the stream sent before it. */
class RequestGateTests {
  private static final String TO_BOB = "<message to='bob@localhost' id='%s'/>";
  private static final String PING = "<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>";

  @TempDir static Path folder;

  private static TlsServer tls;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  private static GatewayFixture gateway(long seed) {
    return new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT.withSeed(seed));
  }

  private static List<String> durable(GatewayFixture gateway) {
    return gateway.bus.records(Topics.SESSION).stream()
        .map(record -> id(record.message()))
        .filter(id -> !id.isEmpty())
        .toList();
  }

  private static String id(BusMessage message) {
    return switch (message) {
      case Sent sent -> String.valueOf(sent.head().id());
      case Incoming incoming -> String.valueOf(incoming.head().id());
      default -> "";
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void requestGoesWhenMessagesToOthersAreDurable(long seed) {
    // Given
    GatewayFixture gateway = gateway(seed);
    WireClient alice = gateway.bound("alice", "phone");

    // When
    alice.sendOnly(TO_BOB.formatted("1") + TO_BOB.formatted("2") + PING + TO_BOB.formatted("3"));

    // Then
    boolean isBusy = true;
    while (isBusy) {
      gateway.runLoop();
      List<String> ids = durable(gateway);
      assertThat(ids.contains("p") && !(ids.contains("1") && ids.contains("2"))).isFalse();
      isBusy = gateway.bus.step();
    }
    assertThat(durable(gateway)).containsExactlyInAnyOrder("1", "2", "p", "3");
    gateway.finish();
  }

  @Test
  void nothingIsReadBehindARequestThatWaits() {
    // Given
    GatewayFixture gateway = gateway(1);
    WireClient alice = gateway.bound("alice", "phone");

    // When
    alice.sendOnly(TO_BOB.formatted("1") + PING);
    gateway.runLoop();

    // Then
    assertThat(alice.channel.config().isAutoRead()).isFalse();
    gateway.pump();
    assertThat(alice.channel.config().isAutoRead()).isTrue();
    assertThat(gateway.owner.all(Sent.class).getLast().origin().n()).isEqualTo(2);
    gateway.finish();
  }

  @Test
  void requestBehindPresenceAndRequestsGoesAtOnce() {
    // Given: one owner, hence one order.
    GatewayFixture gateway = gateway(1);
    WireClient alice = gateway.bound("alice", "phone");

    // When
    alice.sendOnly("<presence/>" + PING + PING);
    gateway.runLoop();

    // Then
    assertThat(alice.channel.config().isAutoRead()).isTrue();
    gateway.finish();
  }

  @Test
  void requestThatWaitsWhenTheBusFailsIsNotPublished() {
    // Given
    GatewayFixture gateway = gateway(1);
    WireClient alice = gateway.bound("alice", "phone");

    // When
    alice.sendOnly(TO_BOB.formatted("1") + PING);
    gateway.bus.refuse(Topics.SESSION::equals);
    while (gateway.bus.step()) {
      // The failure is on its way to the loop.
    }
    gateway.bus.refuse(_ -> false);
    gateway.pump();

    // Then
    assertThat(durable(gateway)).doesNotContain("p");
    gateway.finish();
  }
}
