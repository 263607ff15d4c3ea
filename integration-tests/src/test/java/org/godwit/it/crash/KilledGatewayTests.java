package org.godwit.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.godwit.it.client.ChatClient;
import org.godwit.it.server.Backend;
import org.godwit.it.server.GodwitServer;
import org.godwit.it.server.MortalGateway;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.testkit.MortalBus.Fate;
import org.godwit.testkit.MortalBus.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gateway dies in each gap between what it publishes and what it tells its client, on a real
 * broker, with real owners; the client resumes on another gateway. Nothing is lost, nothing comes
 * twice, the order stays, and no count that the client was told is above what its owner knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledGatewayTests {

  private static final String BLOCK =
      "<iq type='set' id='block'><block xmlns='urn:xmpp:blocking'>"
          + "<item jid='mallory@localhost'/></block></iq>";
  private static final String UNBLOCK =
      "<iq type='set' id='unblock'><unblock xmlns='urn:xmpp:blocking'/></iq>";

  private GodwitServer server;
  private MortalGateway gateway;
  private String alice;
  private String bob;
  private int made;

  @BeforeAll
  void start() {
    server = GodwitServer.start(Backend.EMBEDDED);
    gateway = MortalGateway.start(server, "mortal");
  }

  @AfterAll
  void stop() {
    gateway.close();
    server.close();
  }

  @BeforeEach
  void register() throws Exception {
    alice = "alice" + made;
    bob = "bob" + made++;
    ChatClient.register(server, alice);
    ChatClient.register(server, bob);
  }

  /** The output of a kind, counted from 1, at which the gateway dies. */
  private static Function<Output, Fate> at(
      Class<? extends BusMessage> kind, int number, Fate fate) {
    AtomicInteger seen = new AtomicInteger();
    return output -> output.is(kind) && seen.incrementAndGet() == number ? fate : Fate.ARRIVES;
  }

  private void bury() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(gateway.bus()::isDead);
  }

  /** Where the gateway dies with a client's stanzas. */
  enum Window {
    BEFORE_THE_COPY(Sent.class, 2, Fate.DIES_BEFORE, 1),
    BETWEEN_COPY_AND_RECORD(Incoming.class, 2, Fate.DIES_BEFORE, 1),
    BEFORE_IT_HEARS_OF_THE_RECORD(Incoming.class, 3, Fate.DIES_AFTER, 1),
    BEFORE_THE_PROGRESS(StreamProgress.class, 1, Fate.DIES_BEFORE, 1),
    BEFORE_THE_ACKNOWLEDGEMENT(StreamProgress.class, 1, Fate.DIES_AFTER, 4);

    private final Class<? extends BusMessage> kind;
    private final int number;
    private final Fate fate;
    private final long known;

    Window(Class<? extends BusMessage> kind, int number, Fate fate, long known) {
      this.kind = kind;
      this.number = number;
      this.fate = fate;
      this.known = known;
    }
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void whatAClientSendsComesOnceWhereItsGatewayDiesBeforeItSaysSo(Window window) throws Exception {
    try (ManagedClient receiver = ManagedClient.online(server, bob);
        ManagedClient sender = ManagedClient.online(gateway, alice)) {
      // Given
      gateway.bus().destine(at(window.kind, window.number, window.fate));

      // When: a presence was acknowledged before.
      for (String body : List.of("m0", "m1", "m2")) {
        sender.chat(bob, body);
      }
      sender.ask();
      bury();
      sender.cut();
      gateway = gateway.restart();
      long in = sender.resume(server, 0);
      sender.chat(bob, "m3");
      receiver.awaitBody("m3");

      // Then
      assertThat(receiver.bodies()).containsExactly("m0", "m1", "m2", "m3");
      assertThat(in).isEqualTo(window.known);
    }
  }

  @Test
  void whatWasAcknowledgedIsNotSentAgainWhereTheGatewayDiesAfterThat() throws Exception {
    try (ManagedClient receiver = ManagedClient.online(server, bob);
        ManagedClient sender = ManagedClient.online(gateway, alice)) {
      // Given
      for (String body : List.of("m0", "m1", "m2")) {
        sender.chat(bob, body);
      }
      sender.ask();
      long told = sender.acknowledged();

      // When
      gateway.bus().kill();
      sender.cut();
      gateway = gateway.restart();
      long in = sender.resume(server, 0);
      sender.chat(bob, "m3");
      receiver.awaitBody("m3");

      // Then
      assertThat(told).isEqualTo(4);
      assertThat(in).isEqualTo(4);
      assertThat(receiver.bodies()).containsExactly("m0", "m1", "m2", "m3");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Window.class,
      names = {"BETWEEN_COPY_AND_RECORD", "BEFORE_THE_PROGRESS"})
  void nothingIsAcknowledgedBeforeItIsDurableAndItsOwnerKnows(Window window) throws Exception {
    try (ManagedClient receiver = ManagedClient.online(server, bob);
        ManagedClient sender = ManagedClient.online(gateway, alice)) {
      // Given: what stays in the gateway's buffers is lost with it.
      gateway.bus().destine(output -> output.is(window.kind) ? Fate.STAYS : Fate.ARRIVES);

      // When
      sender.chat(bob, "m0");
      sender.ask();
      receiver.chat(alice, "witness");
      boolean early = sender.isAcknowledgedBefore("witness");
      gateway.bus().kill();
      sender.cut();
      gateway = gateway.restart();
      sender.resume(server, sender.handled());
      receiver.awaitBody("m0");

      // Then
      assertThat(early).isFalse();
      assertThat(receiver.bodies()).containsExactly("m0");
    }
  }

  /** Where the gateway dies with what its client has not acknowledged. */
  enum Return {
    BEFORE_THE_FIRST(Undelivered.class, 1, Fate.DIES_BEFORE),
    BETWEEN_TWO(Undelivered.class, 3, Fate.DIES_BEFORE),
    BEFORE_IT_HEARS_OF_THE_LAST(Undelivered.class, 4, Fate.DIES_AFTER),
    BEFORE_THE_COUNTS(StreamDetached.class, 1, Fate.DIES_BEFORE),
    AFTER_THE_COUNTS(StreamDetached.class, 1, Fate.DIES_AFTER),
    BEFORE_THE_RELEASE(StreamReleased.class, 1, Fate.DIES_BEFORE),
    AFTER_THE_RELEASE(StreamReleased.class, 1, Fate.DIES_AFTER);

    private final Class<? extends BusMessage> kind;
    private final int number;
    private final Fate fate;

    Return(Class<? extends BusMessage> kind, int number, Fate fate) {
      this.kind = kind;
      this.number = number;
      this.fate = fate;
    }
  }

  @ParameterizedTest
  @EnumSource(Return.class)
  void whatAClientDidNotGetFollowsItWhereItsGatewayDiesWhileItGivesThatBack(Return window)
      throws Exception {
    try (ManagedClient receiver = ManagedClient.online(gateway, bob);
        ManagedClient sender = ManagedClient.online(server, alice)) {
      // Given: the client has six messages, has handled four and said so of two.
      for (int i = 0; i < 6; i++) {
        sender.chat(bob, "m" + i);
      }
      receiver.awaitBody("m1");
      long two = receiver.handled();
      receiver.acknowledge(two);
      receiver.awaitBody("m5");
      gateway.bus().destine(at(window.kind, window.number, window.fate));

      // When
      receiver.cut();
      bury();
      gateway = gateway.restart();
      receiver.forget(List.of("m4", "m5"));
      receiver.resume(server, two + 2);
      sender.chat(bob, "m6");
      receiver.awaitBody("m5");
      receiver.acknowledge(receiver.handled());
      receiver.awaitBody("m6");

      // Then
      assertThat(receiver.bodies()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
    }
  }

  /** Where the gateway dies while a stream goes back from vetted to direct. */
  enum Turn {
    BEFORE_THE_BARRIER(StreamBarrier.class, 1, Fate.DIES_BEFORE),
    AFTER_THE_BARRIER(StreamBarrier.class, 1, Fate.DIES_AFTER),
    WITH_THE_FIRST_THAT_GOES_DIRECTLY(Incoming.class, 1, Fate.DIES_AFTER);

    private final Class<? extends BusMessage> kind;
    private final int number;
    private final Fate fate;

    Turn(Class<? extends BusMessage> kind, int number, Fate fate) {
      this.kind = kind;
      this.number = number;
      this.fate = fate;
    }
  }

  @ParameterizedTest
  @EnumSource(Turn.class)
  void whatAStreamSendsComesOnceAndInOrderWhereItsGatewayDiesWhileItsProfileChanges(Turn window)
      throws Exception {
    try (ManagedClient receiver = ManagedClient.online(server, bob);
        ManagedClient sender = ManagedClient.online(gateway, alice)) {
      // Given: the stream is vetted when it gets what its owner forwarded of it.
      sender.send(BLOCK);
      sender.await("id=\"block\"");
      sender.chat(bob, "m0");
      receiver.awaitBody("m0");
      gateway.bus().destine(at(window.kind, window.number, window.fate));

      // When
      sender.chat(bob, "m1");
      sender.chat(bob, "m2");
      sender.send(UNBLOCK);
      if (window == Turn.WITH_THE_FIRST_THAT_GOES_DIRECTLY) {
        sender.await("id=\"unblock\"");
      }
      sender.chat(bob, "m3");
      sender.chat(bob, "m4");
      bury();
      sender.cut();
      gateway = gateway.restart();
      sender.resume(server, sender.handled());
      sender.chat(bob, "m5");
      receiver.awaitBody("m5");

      // Then
      assertThat(receiver.bodies()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
    }
  }
}
