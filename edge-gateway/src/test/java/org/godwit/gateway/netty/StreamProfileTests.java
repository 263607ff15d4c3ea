package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.List;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.stanza.StanzaTrait;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream's stanzas go on the bus (docs/stream-lifecycle.md, section 5). */
class StreamProfileTests {
  private static final StreamProfile COPIED = new StreamProfile(true, false);
  private static final StreamProfile VETTED = new StreamProfile(false, true);
  private static final String TO_BOB = "<message to='bob@localhost' id='%s'/>";
  private static final String R = "<r xmlns='urn:xmpp:sm:3'/>";

  @TempDir static Path folder;

  private static TlsServer tls;

  private ManagedScene scene;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void open() {
    scene = new ManagedScene(tls);
  }

  @AfterEach
  void finish() {
    scene.gateway.bus.refuse(_ -> false);
    scene.gateway.finish();
  }

  private void change(StreamProfile profile, @Nullable String barrier) {
    scene.publish(new ProfileChanged(scene.stream, profile, barrier));
  }

  private List<String> ids(Class<? extends BusMessage> type) {
    return scene.gateway.owner.all(type).stream()
        .map(message ->
            switch (message) {
              case Sent sent -> String.valueOf(sent.head().id());
              case Incoming incoming -> String.valueOf(incoming.head().id());
              default -> "";
            })
        .toList();
  }

  private boolean isReading() {
    return scene.alice.channel.config().isAutoRead();
  }

  @Test
  void copyGoesToTheSendersOwnerAndBothCarryTheSameOrigin() {
    // Given
    change(COPIED, null);
    scene.gateway.pump();

    // When
    scene.alice.send(TO_BOB.formatted("1") + R);

    // Then
    assertThat(scene.gateway.owner.all(Sent.class)).hasSize(1);
    assertThat(scene.gateway.owner.all(Incoming.class)).hasSize(1);
    assertThat(scene.gateway.owner.all(Sent.class).getFirst().origin())
        .isEqualTo(scene.gateway.owner.all(Incoming.class).getFirst().origin());
    assertThat(scene.gateway.owner.all(Sent.class).getFirst().head().has(StanzaTrait.FORWARD))
        .isFalse();
    assertThat(scene.alice.received()).endsWith(ManagedScene.acked(1));
  }

  @Test
  void stanzaOfTwoRecordsIsHandledWhenBothAreDurable() {
    // Given
    change(COPIED, null);
    scene.gateway.pump();
    scene.alice.sendOnly(TO_BOB.formatted("1") + R);

    // When
    boolean isBusy = true;
    while (isBusy) {
      scene.gateway.runLoop();
      boolean isAcked = scene.alice.received().contains("<a ");

      // Then
      long durable =
          scene.gateway.bus.records(Topics.SESSION).stream()
              .filter(r -> r.message() instanceof Sent || r.message() instanceof Incoming)
              .count();
      assertThat(isAcked && durable < 2).isFalse();
      isBusy = scene.gateway.bus.step();
    }
  }

  @Test
  void vettingBeginsWhenWhatWasSentDirectlyIsDurable() {
    // Given
    scene.alice.sendOnly(TO_BOB.formatted("1"));
    change(VETTED, null);
    scene.gateway.bus.refuse(_ -> false);

    // When
    scene.gateway.bus.step();
    scene.gateway.runLoop();
    scene.gateway.pump();
    scene.alice.send(TO_BOB.formatted("2"));

    // Then
    assertThat(ids(Incoming.class)).containsExactly("1");
    assertThat(ids(Sent.class)).containsExactly("2");
    assertThat(isReading()).isTrue();
  }

  @Test
  void nothingIsReadUntilWhatWasSentDirectlyIsDurable() {
    // Given
    for (int seed = 0; seed < 40; seed++) {
      ManagedScene seeded = new ManagedScene(tls, seed);
      seeded.alice.sendOnly(TO_BOB.formatted("1"));
      seeded.publish(new ProfileChanged(seeded.stream, VETTED, null));

      // When
      boolean isBusy = true;
      boolean isFirst = true;
      while (isBusy) {
        isBusy = seeded.gateway.bus.step();
        seeded.gateway.runLoop();
        if (isFirst && !seeded.alice.channel.config().isAutoRead()) {
          isFirst = false;
          seeded.alice.sendOnly(TO_BOB.formatted("2"));
        }

        // Then
        List<String> durable = durable(seeded);
        assertThat(!durable.contains("Sent 2") || durable.contains("Incoming 1"))
            .as("seed %d", seed)
            .isTrue();
      }
      assertThat(durable(seeded)).hasSize(isFirst ? 1 : 2).doesNotContain("Incoming 2");
      seeded.gateway.finish();
    }
  }

  private static List<String> durable(ManagedScene scene) {
    return scene.gateway.bus.records(Topics.SESSION).stream()
        .map(record ->
            switch (record.message()) {
              case Sent sent -> "Sent " + sent.head().id();
              case Incoming incoming -> "Incoming " + incoming.head().id();
              default -> "";
            })
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void directWaitsForTheBarrierThatFollowsAllVettedStanzas() {
    // Given
    change(VETTED, null);
    scene.gateway.pump();
    scene.alice.send(TO_BOB.formatted("1"));

    // When
    change(StreamProfile.DIRECT, null);
    scene.gateway.pump();
    scene.alice.send(TO_BOB.formatted("2"));
    boolean reads = isReading();
    StreamBarrier barrier = scene.gateway.owner.all(StreamBarrier.class).getFirst();
    List<String> kinds = scene.lastKinds(2);
    List<String> before = ids(Sent.class);
    change(StreamProfile.DIRECT, barrier.barrierId());
    scene.gateway.pump();

    // Then
    assertThat(reads).isFalse();
    assertThat(kinds).containsExactly("Sent", "StreamBarrier");
    assertThat(before).containsExactly("1");
    assertThat(scene.gateway.owner.all(Sent.class).getFirst().head().has(StanzaTrait.FORWARD))
        .isTrue();
    assertThat(ids(Incoming.class)).containsExactly("2");
    assertThat(isReading()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamThatWaitsCanEnd(boolean vetted) {
    // Given
    change(VETTED, null);
    scene.gateway.pump();
    if (vetted) {
      change(StreamProfile.DIRECT, null);
      scene.gateway.pump();
    }

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(scene.lastKinds(1)).containsExactly("StreamDetached");
  }

  @Test
  void changeForAStreamThatIsGoneIsDone() {
    // When
    scene.publish(new ProfileChanged("e-gone", VETTED, null));
    scene.gateway.pump();

    // Then
    assertThat(scene.committed()).isEqualTo(scene.end());
  }
}
