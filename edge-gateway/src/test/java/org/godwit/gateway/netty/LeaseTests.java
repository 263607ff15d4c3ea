package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that was stopped for too long says nothing (docs/stream-lifecycle.md, section 4). */
class LeaseTests {
  @TempDir static Path folder;

  private static TlsServer tls;

  private ManagedScene scene;
  private int told;
  private long committed;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void loseTheLease() {
    scene = new ManagedScene(tls);
    scene.deliver("1");
    scene.alice.received();
    told = scene.gateway.owner.messages.size();
    committed = scene.committed();
    scene.gateway.isLeaseHeld = false;
  }

  @AfterEach
  void finish() {
    scene.gateway.finish();
  }

  private void assertSilence() {
    assertThat(scene.alice.received()).isEmpty();
    assertThat(scene.alice.channel.isOpen()).isFalse();
    assertThat(scene.gateway.owner.messages).hasSize(told);
    assertThat(scene.committed()).isEqualTo(committed);
    assertThat(scene.gateway.directory.size()).isZero();
  }

  @Test
  void bytesOfAClientCloseItsConnection() {
    // When
    scene.alice.send("<presence/><r xmlns='urn:xmpp:sm:3'/>");

    // Then
    assertSilence();
  }

  @Test
  void stanzaForAClientClosesItsConnection() {
    // When
    scene.deliver("2");

    // Then
    assertSilence();
  }

  @Test
  void releaseIsLeftToWhoeverReadsTheTopicNow() {
    // When
    scene.publish(new StreamRelease(scene.stream, "a-1"));
    scene.gateway.pump();

    // Then
    assertSilence();
  }

  @Test
  void allConnectionsCanBeClosedAtOnce() {
    // When
    scene.gateway.loop.abandonAll();
    scene.gateway.pump();

    // Then
    assertSilence();
  }

  @Test
  void whatWaitsForTheBusIsForgotten() {
    // Given
    scene.gateway.isLeaseHeld = true;
    scene.alice.sendOnly("<presence/><r xmlns='urn:xmpp:sm:3'/>");
    scene.gateway.loop.abandonAll();

    // When
    scene.gateway.bus.loseUnpublished();
    scene.gateway.pump();

    // Then
    assertSilence();
  }

  @Test
  void streamWithoutManagementIsSilentToo() {
    // Given
    ManagedScene plain = new ManagedScene(new GatewayFixture(tls), "<presence/>");
    plain.gateway.isLeaseHeld = false;

    // When
    plain.deliver("1");

    // Then
    assertThat(plain.alice.received()).isEmpty();
    assertThat(plain.alice.channel.isOpen()).isFalse();
    assertThat(plain.committed()).isEqualTo(plain.end() - 1);
    assertThat(plain.returned()).isEmpty();
    plain.gateway.finish();
  }
}
