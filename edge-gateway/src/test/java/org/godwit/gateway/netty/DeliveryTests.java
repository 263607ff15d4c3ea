package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the gateway's topic to clients, and back where a client cannot be reached. */
class DeliveryTests {
  private static final String TOPIC = Topics.gateway(GatewayFixture.GATEWAY);

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(tls);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private static Deliver deliver(String body, @Nullable String receipt, String... streams) {
    Jid to = Jid.of("alice@localhost");
    String xml =
        "<message xmlns=\"jabber:client\" to=\"alice@localhost\"><body>"
            + body
            + "</body></message>";
    return new Deliver(
        List.of(streams),
        new StanzaHead(StanzaType.NORMAL, null, null, to, 0),
        xml.getBytes(StandardCharsets.UTF_8),
        receipt);
  }

  private void publish(Deliver deliver) {
    gateway.bus.publish(TOPIC, "", deliver, PublishCallback.IGNORED);
  }

  private long committed() {
    return gateway.bus.committed(TOPIC, TOPIC, 0);
  }

  private String streamOf(String account) {
    return Objects.requireNonNull(gateway.owner.streams.get(account)).stream();
  }

  @Test
  void stanzaReachesEachOfItsStreamsWithoutItsNamespace() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    WireClient bob = gateway.bound("bob", "desk");

    // When
    publish(deliver("hi", null, streamOf("alice@localhost"), streamOf("bob@localhost")));
    gateway.pump();

    // Then
    String expected = "<message to=\"alice@localhost\"><body>hi</body></message>";
    assertThat(alice.received()).isEqualTo(expected);
    assertThat(bob.received()).isEqualTo(expected);
    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void stanzaForManyReachesEachWithItsOwnAddressOrGoesBack() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    WireClient bob = gateway.bound("bob", "desk");
    Jid gone = Jid.of("carol@localhost/pad");

    // When
    gateway.bus.publish(
        TOPIC,
        "",
        new DeliverMany(
            List.of(
                new DeliverMany.Receiver(
                    streamOf("alice@localhost"), Jid.of("alice@localhost/phone")),
                new DeliverMany.Receiver("gone", gone),
                new DeliverMany.Receiver(streamOf("bob@localhost"), Jid.of("bob@localhost/desk"))),
            new StanzaHead(StanzaType.GROUPCHAT, null, null, null, 0),
            "<message xmlns=\"jabber:client\"><body>hi</body></message>"
                .getBytes(StandardCharsets.UTF_8),
            null),
        PublishCallback.IGNORED);
    gateway.pump();

    // Then
    assertThat(alice.received())
        .isEqualTo("<message to=\"alice@localhost/phone\"><body>hi</body></message>");
    assertThat(bob.received())
        .isEqualTo("<message to=\"bob@localhost/desk\"><body>hi</body></message>");
    Undelivered back = gateway.owner.all(Undelivered.class).getFirst();
    assertThat(back.stream().stream()).isEqualTo("gone");
    assertThat(back.head().to()).isEqualTo(gone);
    assertThat(new String(back.stanza(), StandardCharsets.UTF_8)).contains(" to=\"" + gone + '"');
    assertThat(committed()).isEqualTo(3);
  }

  @Test
  void pollWithManyStanzasIsWrittenOnceAndInOrder() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    for (int i = 0; i < 5; i++) {
      publish(deliver("n" + i, null, streamOf("alice@localhost")));
    }

    // When
    gateway.pump();

    // Then
    assertThat(alice.channel.outboundMessages()).hasSize(1);
    assertThat(alice.received().replaceAll("<[^>]*>", "")).isEqualTo("n0n1n2n3n4");
  }

  @Test
  void stanzaForAnUnknownStreamGoesBackToItsOwner() {
    // When
    publish(deliver("hi", "r1", "e-gone"));
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(Undelivered.class))
        .singleElement()
        .satisfies(undelivered -> {
          assertThat(undelivered.stream()).isEqualTo(new StreamRef("g1", "e-gone"));
          assertThat(undelivered.receipt()).isEqualTo("r1");
        });
    assertThat(gateway.owner.all(Delivered.class)).isEmpty();
    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void offsetWaitsForTheReturnToBeDurable() {
    // Given
    gateway.bus.refuse(Topics.SESSION::equals);

    // When
    publish(deliver("hi", null, "e-gone"));
    gateway.bus.runUntilIdle();

    // Then
    assertThat(committed()).isLessThan(1);
    gateway.bus.refuse(_ -> false);
  }

  @Test
  void receiptIsReportedOnceTheStanzaIsWritten() {
    // Given
    gateway.bound("alice", "phone");

    // When
    publish(deliver("hi", "r1", streamOf("alice@localhost")));
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(Delivered.class))
        .containsExactly(new Delivered(new StreamRef("g1", streamOf("alice@localhost")), "r1"));
    assertThat(gateway.owner.all(Undelivered.class)).isEmpty();
  }

  @Test
  void stanzaThatAConnectionLosesGoesBackToItsOwner() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    HeldWrites held = new HeldWrites();
    alice.channel.pipeline().addFirst(held);
    publish(deliver("hi", "r1", streamOf("alice@localhost")));
    gateway.pump();
    assertThat(committed()).isEqualTo(1);

    // When
    held.fail();
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(gateway.owner.all(Delivered.class)).isEmpty();
    assertThat(committed()).isEqualTo(2);
  }

  @Test
  void ownerEndsAStreamAfterWhatItSentBefore() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    String stream = streamOf("alice@localhost");
    publish(deliver("last", null, stream));
    gateway.bus.publish(
        TOPIC,
        stream,
        new StreamClose(stream, StreamErrorCondition.CONFLICT, "Replaced."),
        PublishCallback.IGNORED);
    publish(deliver("late", null, stream));

    // When
    gateway.pump();

    // Then
    assertThat(alice.received())
        .startsWith(
            "<message to=\"alice@localhost\"><body>last</body></message><stream:error><conflict")
        .endsWith("</stream:stream>");
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(committed()).isEqualTo(4);
  }

  @Test
  void repeatedAnswerToABindChangesNothing() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    String stream = streamOf("alice@localhost");

    // When
    gateway.bus.publish(
        TOPIC,
        stream,
        new StreamBound(stream, "0", Jid.of("alice@localhost/phone")),
        PublishCallback.IGNORED);
    gateway.pump();

    // Then
    assertThat(alice.received()).isEmpty();
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
  }

  /** Owners heard of the end of earlier starts' streams; one may have been enabled, and resume. */
  @ParameterizedTest
  @CsvSource({"e-gone, 1", "d-gone, 0"})
  void answerToABindOfAnEarlierStartEndsNothing(String stream, int closed) {
    // When
    gateway.bus.publish(
        TOPIC,
        stream,
        new StreamBound(stream, "0", Jid.of("alice@localhost/phone")),
        PublishCallback.IGNORED);
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(closed);
    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void messageOfANeighbourArrives() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    WireClient bob = gateway.bound("bob", "desk");

    // When
    alice.send("<message to='bob@localhost' type='chat'><body>hello</body></message>");

    // Then
    assertThat(bob.received())
        .isEqualTo(
            "<message from=\"alice@localhost/phone\" to=\"bob@localhost\" type=\"chat\">"
                + "<body>hello</body></message>");
  }

  @Test
  void fullBusStopsReadingUntilItDrains() {
    // Given
    GatewayFixture small =
        new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT.withLimits(2_000, 100_000));
    WireClient alice = small.bound("alice", "phone");
    String message = "<message id='%d'><body>" + "x".repeat(900) + "</body></message>";
    StringBuilder burst = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      burst.append(message.formatted(i));
    }

    // When
    alice.channel.writeInbound(Unpooled.copiedBuffer(burst, StandardCharsets.UTF_8));

    // Then
    assertThat(alice.channel.config().isAutoRead()).isFalse();
    small.pump();
    assertThat(alice.channel.config().isAutoRead()).isTrue();
    assertThat(small.owner.all(Sent.class))
        .extracting(sent -> sent.head().id())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    small.finish();
  }

  @Test
  void streamEndsWhenItsStanzaIsNotTaken() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    gateway.bus.refuse(Topics.MUC::equals);

    // When
    alice.send("<message to='room@muc.localhost' type='groupchat'/>");

    // Then
    assertThat(alice.received()).contains("<internal-server-error ").endsWith("</stream:stream>");
    gateway.bus.refuse(_ -> false);
  }

  @Test
  void shutdownTellsClientsAndOwners() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    boolean[] empty = new boolean[1];

    // When
    gateway.loop.closeAll(
        StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN), () -> empty[0] = true);
    gateway.pump();

    // Then
    assertThat(alice.received()).startsWith("<stream:error><system-shutdown ");
    assertThat(gateway.owner.all(StreamClosed.class)).hasSize(1);
    assertThat(empty[0]).isTrue();
    WireClient late = gateway.connect();
    assertThat(late.received()).contains("<system-shutdown ");
  }

  @Test
  void sweepClosesWhoDoesNotBindInTimeAndKeepsTheOthersAlive() {
    // Given
    WireClient alice = gateway.bound("alice", "phone");
    WireClient stranger = gateway.connect();
    gateway.pass(Duration.ofSeconds(59));
    assertThat(stranger.channel.isOpen()).isTrue();

    // When
    gateway.pass(Duration.ofSeconds(1));

    // Then
    assertThat(stranger.received()).contains("<connection-timeout ");
    assertThat(alice.received()).isEmpty();
    gateway.pass(Duration.ofMinutes(10));
    assertThat(alice.received()).isEqualTo(" ");
  }

  @Test
  void sweepClosesWhoseOwnerDoesNotAnswer() {
    // Given
    gateway.owner.answersBinds = false;
    WireClient alice = gateway.connect();
    alice.send(
        WireClient.HEADER
            + WireClient.plain("alice", "pw")
            + WireClient.HEADER
            + WireClient.bind("phone"));

    // When
    gateway.pass(Duration.ofSeconds(30));

    // Then
    assertThat(alice.received()).contains("<internal-server-error ").endsWith("</stream:stream>");
    assertThat(gateway.directory.size()).isZero();
  }

  /** A socket that takes nothing until it breaks. */
  private static final class HeldWrites extends ChannelOutboundHandlerAdapter {
    private final List<ChannelPromise> promises = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promises.add(promise);
    }

    void fail() {
      promises.forEach(promise -> promise.setFailure(new IOException("reset")));
    }
  }
}
