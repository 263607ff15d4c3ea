package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.List;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes back when a stream ends, and what its owner is told (docs/stream-lifecycle.md). */
class StreamEndingTests {
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

  private StreamDetached detached() {
    return scene.gateway.owner.all(StreamDetached.class).getFirst();
  }

  @Test
  void lostStreamGivesBackWhatIsUnacknowledgedInWireOrderThenIsDetached() {
    // Given
    scene.deliver("1", "2", "3", "4", "5", "6", "7");
    long first = scene.end() - 7;
    scene.alice.send("<presence/>" + ManagedScene.ack(2));

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(scene.returned()).containsExactly("3", "4", "5", "6", "7");
    assertThat(scene.gateway.owner.all(Undelivered.class))
        .extracting(Undelivered::gatewayOffset)
        .containsExactly(first + 2, first + 3, first + 4, first + 5, first + 6);
    assertThat(scene.gateway.owner.messages.getLast()).isEqualTo(detached());
    assertThat(detached().counts()).isEqualTo(new StreamCounts(1, 2, first + 1));
    assertThat(scene.committed()).isEqualTo(scene.end());
    assertThat(scene.gateway.directory.size()).isZero();
    assertThat(scene.meter("xmpp.gateway.stream.management", "event", "detached")).isEqualTo(1);
  }

  @Test
  void returnedStanzaKeepsItsSourceAndReceipt() {
    // Given
    Source source = new Source(7, 8, false);
    scene.publish(ManagedScene.deliver("1", "r", source, scene.stream));
    scene.gateway.pump();

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(scene.gateway.owner.all(Undelivered.class))
        .singleElement()
        .satisfies(undelivered -> {
          assertThat(undelivered.source()).isEqualTo(source);
          assertThat(undelivered.receipt()).isEqualTo("r");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {WireClient.END, "<foo/>", "<broken"})
  void endedStreamGivesBackThenIsClosed(String end) {
    // Given
    scene.deliver("1", "2");
    scene.alice.send(ManagedScene.ack(1));

    // When
    scene.alice.send(end).send("&");

    // Then
    assertThat(scene.returned()).containsExactly("2");
    assertThat(scene.lastKinds(3)).containsExactly("StreamProgress", "Undelivered", "StreamClosed");
    assertThat(scene.committed()).isEqualTo(scene.end());
    assertThat(scene.gateway.directory.size()).isZero();
  }

  @Test
  void lostStreamWithoutARightToResumeIsClosed() {
    // Given
    ManagedScene plain =
        new ManagedScene(new GatewayFixture(tls), "<enable xmlns='urn:xmpp:sm:3'/>");
    plain.deliver("1");

    // When
    plain.alice.cut();
    plain.gateway.pump();

    // Then
    assertThat(plain.lastKinds(2)).containsExactly("Undelivered", "StreamClosed");
    assertThat(plain.gateway.owner.all(StreamDetached.class)).isEmpty();
    plain.gateway.finish();
  }

  @Test
  void lostStreamWaitsUntilItsOwnStanzasAreSettled() {
    // Given
    scene.alice.sendOnly("<presence/><message to='bob@localhost'/>");

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(detached().counts().in()).isEqualTo(2);
  }

  @Test
  void stanzaThatWasNotTakenIsNotCounted() {
    // Given
    scene.alice.send("<presence/>");
    scene.gateway.bus.refuse(Topics.MUC::equals);
    scene.alice.sendOnly("<message to='room@muc.localhost'/>");

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(detached().counts().in()).isEqualTo(1);
  }

  @Test
  void streamWhoseLaterStanzasOvertookALostOneCannotGoOn() {
    // Given
    scene.gateway.bus.refuse(Topics.MUC::equals);
    scene.alice.sendOnly("<message to='room@muc.localhost'/><presence/>");

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(scene.gateway.owner.all(StreamDetached.class)).isEmpty();
    assertThat(scene.gateway.owner.all(StreamClosed.class)).hasSize(1);
  }

  @Test
  void stanzaThatComesMeanwhileGoesBackBehindTheOthers() {
    // Given
    scene.deliver("1");
    scene.publish("2", "3");

    // When
    scene.alice.cut();
    scene.gateway.pump();
    scene.deliver("4");

    // Then
    assertThat(scene.returned()).containsExactly("1", "2", "3", "4");
    assertThat(scene.committed()).isEqualTo(scene.end());
  }

  @Test
  void orderHoldsWhereTheBusIsAwayForAWhile() {
    // Given
    scene.deliver("1", "2");
    scene.gateway.bus.refuse(Topics.SESSION::equals);

    // When
    scene.alice.cut();
    scene.gateway.pump();
    scene.deliver("3");
    scene.gateway.retry();
    scene.gateway.bus.refuse(_ -> false);
    scene.deliver("4");
    scene.gateway.retry();

    // Then
    assertThat(scene.lastKinds(5))
        .containsExactly(
            "Undelivered", "Undelivered", "StreamDetached", "Undelivered", "Undelivered");
    assertThat(scene.returned()).containsExactly("1", "2", "3", "4");
    assertThat(scene.committed()).isEqualTo(scene.end());
  }

  @Test
  void ownerIsToldOfTheEndOnlyWhenEveryReturnIsDurable() {
    // Given
    scene.deliver("1", "2");
    scene.alice.cut();

    // When
    scene.gateway.refuseOnce();
    scene.gateway.retry();

    // Then
    assertThat(scene.returned()).containsExactlyInAnyOrder("1", "2");
    assertThat(scene.lastKinds(1)).containsExactly("StreamDetached");
  }

  @Test
  void liveStreamThatIsReleasedEndsWithAConflictAndIsAnsweredBehindItsReturns() {
    // Given
    scene.deliver("1", "2");
    scene.alice.send("<presence/>" + ManagedScene.ack(1)).received();
    long acked = scene.end() - 2;

    // When
    scene.publish("3");
    scene.publish(new StreamRelease(scene.stream, "a-1"));
    scene.publish("4");
    scene.gateway.pump();

    // Then
    assertThat(scene.alice.received())
        .startsWith(ManagedScene.message("3"))
        .contains("<stream:error><conflict ")
        .endsWith("</stream:stream>");
    assertThat(scene.gateway.owner.all(StreamReleased.class))
        .extracting(StreamReleased::counts)
        .containsExactly(new StreamCounts(1, 1, acked));
    assertThat(scene.gateway.owner.all(StreamDetached.class)).isEmpty();
    assertThat(scene.gateway.owner.all(StreamClosed.class)).isEmpty();
    assertThat(scene.returned()).containsExactly("2", "3", "4");
    assertThat(scene.lastKinds(2)).containsAnyOf("StreamReleased");
    assertThat(scene.committed()).isEqualTo(scene.end());
    assertThat(scene.gateway.directory.size()).isZero();
  }

  @Test
  void eachRequestToReleaseALiveStreamIsAnsweredAndEchoesItsAttachment() {
    // Given: a new owner repeats what its predecessor asked
    scene.publish(new StreamRelease(scene.stream, "a-1"));
    scene.publish(new StreamRelease(scene.stream, "a-2"));

    // When
    scene.gateway.pump();

    // Then
    assertThat(scene.gateway.owner.all(StreamReleased.class))
        .extracting(StreamReleased::attached)
        .containsExactlyInAnyOrder("a-1", "a-2");
    assertThat(scene.committed()).isEqualTo(scene.end());
  }

  @Test
  void streamThatIsClosingAnswersWhenAllHasGoneBack() {
    // Given
    scene.deliver("1", "2");
    scene.alice.cut();
    scene.gateway.refuseOnce();

    // When
    scene.publish(new StreamRelease(scene.stream, "a-1"));
    scene.gateway.pump();
    boolean before = has(StreamReleased.class);
    scene.gateway.retry();

    // Then
    assertThat(before).isFalse();
    assertThat(scene.returned()).containsExactlyInAnyOrder("1", "2");
    assertThat(scene.lastKinds(2)).containsExactly("StreamDetached", "StreamReleased");
    assertThat(scene.gateway.owner.all(StreamReleased.class))
        .extracting(StreamReleased::counts)
        .containsExactly(detached().counts());
  }

  @Test
  void unknownStreamIsReleasedBehindTheReturnsBeforeIt() {
    // Given
    scene.publish(ManagedScene.deliver("1", null, null, "e-gone"));
    scene.publish(new StreamRelease("e-gone", "a-1"));

    // When
    scene.gateway.refuseOnce();
    List<String> before = scene.lastKinds(1);
    scene.gateway.retry();

    // Then
    assertThat(before).containsExactly("StreamEnabled");
    assertThat(scene.lastKinds(2)).containsExactly("Undelivered", "StreamReleased");
    assertThat(((StreamReleased) scene.gateway.owner.messages.getLast()).counts()).isNull();
    assertThat(scene.committed()).isEqualTo(scene.end());
  }

  @Test
  void barrierIsAnsweredToItsPartitionBehindTheReturnsBeforeIt() {
    // Given
    scene.publish(ManagedScene.deliver("1", null, null, "d-old"));
    scene.publish(new GatewayBarrier(2, 99));

    // When
    scene.gateway.refuseOnce();
    boolean before = has(GatewayDrained.class);
    scene.gateway.retry();

    // Then
    assertThat(before).isFalse();
    assertThat(scene.gateway.owner.all(GatewayDrained.class))
        .containsExactly(new GatewayDrained("g1", 99));
    assertThat(scene.gateway.bus.records(Topics.SESSION))
        .filteredOn(record -> record.message() instanceof GatewayDrained)
        .extracting(record -> record.partition())
        .containsExactly(2);
    assertThat(scene.returned()).containsExactly("1");
  }

  private boolean has(Class<? extends BusMessage> type) {
    return !scene.gateway.owner.all(type).isEmpty();
  }

  @Test
  void barrierAlsoWaitsForAStreamThatIsEnding() {
    // Given
    scene.deliver("1");
    scene.alice.cut();
    scene.gateway.refuseOnce();

    // When
    scene.publish("2");
    scene.publish(new GatewayBarrier(0, 99));
    scene.gateway.pump();
    boolean before = has(GatewayDrained.class);
    scene.gateway.retry();

    // Then
    assertThat(before).isFalse();
    assertThat(scene.returned()).containsExactly("1", "2");
    assertThat(has(GatewayDrained.class)).isTrue();
  }

  @Test
  void streamWithoutManagementIsReleasedToo() {
    // Given
    ManagedScene plain = new ManagedScene(new GatewayFixture(tls), "<presence/>");

    // When
    plain.publish(new StreamRelease(plain.stream, "a-1"));
    plain.gateway.pump();

    // Then
    assertThat(plain.alice.received()).contains("<conflict ");
    assertThat(plain.gateway.owner.messages.getLast())
        .isEqualTo(
            new StreamReleased(plain.gateway.services.outlet().ref(plain.stream), null, "a-1"));
    assertThat(plain.gateway.owner.all(StreamClosed.class)).isEmpty();
    plain.gateway.finish();
  }

  @Test
  void releaseWithoutAnAccountIsADeadLetter() {
    // When
    scene.gateway.bus.publish(
        ManagedScene.TOPIC, "e-gone", new StreamRelease("e-gone", "a-1"), failure -> {});
    scene.gateway.pump();

    // Then
    assertThat(scene.gateway.bus.deadLetters()).hasSize(1);
  }

  @Test
  void requestThatCannotBeAnsweredAnyMoreHarmsNothing() {
    // Given
    scene.alice.sendOnly("<presence/>" + R);

    // When
    scene.alice.cut();
    scene.gateway.pump();

    // Then
    assertThat(detached().counts().in()).isEqualTo(1);
    assertThat(scene.gateway.owner.messages.getLast()).isInstanceOf(StreamDetached.class);
  }
}
