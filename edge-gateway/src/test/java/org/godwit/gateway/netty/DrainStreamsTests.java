package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway parts with its clients; those that can resume their streams go on elsewhere. */
class DrainStreamsTests {
  private static final StreamError GOODBYE = StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN);

  @TempDir static Path folder;

  private static TlsServer tls;

  private ManagedScene scene;
  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  @BeforeEach
  void open() {
    scene = new ManagedScene(tls);
    gateway = scene.gateway;
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  @Test
  void aResumableStreamIsDetachedWithWhatItDidNotGet() {
    // Given
    scene.deliver("one", "two");
    scene.alice.send(ManagedScene.ack(1)).received();

    // When
    int left = gateway.loop.drain(GOODBYE, 10);
    gateway.pump();

    // Then
    assertThat(left).isZero();
    assertThat(scene.alice.received())
        .startsWith("<stream:error><system-shutdown ")
        .endsWith("</stream:stream>");
    assertThat(scene.returned()).containsExactly("two");
    assertThat(gateway.owner.all(StreamDetached.class))
        .singleElement()
        .satisfies(detached -> assertThat(detached.counts().out()).isEqualTo(1));
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
  }

  @Test
  void resumableStreamsGoFirstAndOthersAreClosed() {
    // Given
    WireClient bob = gateway.bound("bob", "desk");

    // When
    int left = gateway.loop.drain(GOODBYE, 1);
    gateway.pump();

    // Then
    assertThat(left).isEqualTo(1);
    assertThat(scene.alice.received()).contains("<system-shutdown ");
    assertThat(bob.received()).isEmpty();

    // When
    left = gateway.loop.drain(GOODBYE, 1);
    gateway.pump();

    // Then
    assertThat(left).isZero();
    assertThat(bob.received()).contains("<system-shutdown ");
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
  }

  @Test
  void aShutdownDetachesAsWell() {
    // When
    gateway.loop.closeAll(GOODBYE, () -> {});
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
  }

  @Test
  void whoIsNotBoundYetIsSentAwayToo() {
    // Given
    WireClient stranger = gateway.connect();
    stranger.send(WireClient.HEADER).received();

    // When
    int left = gateway.loop.drain(GOODBYE, 2);

    // Then
    assertThat(left).isZero();
    assertThat(stranger.received()).startsWith("<stream:error><system-shutdown ");
  }

  @Test
  void aClientThatDoesNotReadIsDetachedWithWhatItDidNotGet() {
    // Given
    scene.deliver("one");
    scene.alice.send(ManagedScene.ack(1)).received();
    Objects.requireNonNull(scene.alice.channel.unsafe().outboundBuffer())
        .setUserDefinedWritability(1, false);

    // When
    scene.deliver("two");

    // Then
    assertThat(scene.alice.channel.isOpen()).isFalse();
    assertThat(scene.returned()).containsExactly("two");
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
    assertThat(scene.meter("xmpp.gateway.limits", "limit", "outbound-buffer")).isEqualTo(1);
  }
}
