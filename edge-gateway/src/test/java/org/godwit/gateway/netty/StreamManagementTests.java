package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamCounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting and acknowledging on the wire (XEP-0198, sections 2 to 4, 6 and 8). */
class StreamManagementTests {
  private static final String R = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final Pattern ACK = Pattern.compile("<a xmlns=\"urn:xmpp:sm:3\" h=\"(\\d+)\"/>");

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
    scene.gateway.finish();
  }

  @Test
  void enablingIsAnsweredAtOnceAndToldToTheOwner() {
    // Given
    WireClient bob = scene.gateway.bound("bob", "desk");

    // When
    bob.sendOnly("<enable xmlns='urn:xmpp:sm:3' resume='1' max='60'/>");

    // Then
    assertThat(bob.received())
        .isEqualTo("<enabled xmlns=\"urn:xmpp:sm:3\" id=\"e-4\" resume=\"true\" max=\"60\"/>");
    scene.gateway.pump();
    assertThat(scene.gateway.owner.all(StreamEnabled.class))
        .extracting(StreamEnabled::maxSeconds)
        .containsExactly(300, 60);
    assertThat(scene.meter("xmpp.gateway.stream.management", "event", "enabled")).isEqualTo(2);
  }

  @Test
  void ownerLearnsWhichRecordWasWrittenBeforeEnabling() {
    // Given
    ManagedScene plain = new ManagedScene(new GatewayFixture(tls), "<presence/>");
    plain.deliver("before");
    long before = plain.end() - 1;

    // When
    plain.alice.send("<enable xmlns='urn:xmpp:sm:3'/>");

    // Then
    assertThat(plain.gateway.owner.all(StreamEnabled.class))
        .singleElement()
        .satisfies(enabled -> {
          assertThat(enabled.resumable()).isFalse();
          assertThat(enabled.maxSeconds()).isZero();
          assertThat(enabled.outOffset()).isEqualTo(before);
        });
    plain.gateway.finish();
  }

  @Test
  void managedSessionSplitAtEveryByteGivesTheSame() {
    // Given
    byte[] session =
        (ManagedScene.LOGIN
                + WireClient.bind("tab")
                + ManagedScene.ENABLE
                + "<presence/><message to='bob@localhost'/>"
                + "<message id='1' to='@'/>"
                + R)
            .getBytes(StandardCharsets.UTF_8);
    String whole = wire(session, session.length);
    assertThat(whole).contains("<enabled ").contains("<jid-malformed ").contains(acked(3));

    for (int split = 1; split < session.length; split++) {
      // When
      String wire = wire(session, split);

      // Then
      assertThat(wire).as("split at %d", split).isEqualTo(whole);
    }
  }

  private static String acked(long h) {
    return ManagedScene.acked(h);
  }

  private static String wire(byte[] session, int split) {
    GatewayFixture gateway = new GatewayFixture(tls);
    WireClient client = gateway.connect();
    client.sendBytes(Arrays.copyOfRange(session, 0, split));
    client.sendBytes(Arrays.copyOfRange(session, split, session.length));
    String wire = client.received();
    gateway.finish();
    return wire;
  }

  @Test
  void acknowledgementIsNeverAheadOfTheBus() {
    for (int seed = 0; seed < 60; seed++) {
      // Given
      ManagedScene seeded = new ManagedScene(tls, seed);
      seeded.alice.sendOnly("<presence/>" + R + "<message to='bob@localhost'/>");
      seeded.alice.sendOnly("<message to='room@muc.localhost'/><message to='a@b.c'/>");
      long acked = 0;

      // When
      boolean isBusy = true;
      while (isBusy) {
        seeded.gateway.runLoop();
        Matcher ack = ACK.matcher(seeded.alice.received());
        while (ack.find()) {
          acked = Long.parseLong(ack.group(1));
        }

        // Then
        assertThat(acked).as("seed %d", seed).isLessThanOrEqualTo(known(seeded));
        assertThat(acked).as("seed %d", seed).isLessThanOrEqualTo(durable(seeded));
        isBusy = seeded.gateway.bus.step();
      }
      assertThat(acked).as("seed %d", seed).isPositive();
      seeded.gateway.finish();
    }
  }

  private static long known(ManagedScene scene) {
    long known = 0;
    for (InboundRecord record : scene.gateway.bus.records(Topics.SESSION)) {
      if (record.message() instanceof StreamProgress progress) {
        known = Math.max(known, progress.counts().in());
      }
    }
    return known;
  }

  private static long durable(ManagedScene scene) {
    return scene.gateway.bus.records(Topics.SESSION).stream()
            .filter(record -> record.message() instanceof Sent)
            .count()
        + scene.gateway.bus.records(Topics.SESSION).stream()
            .filter(record -> record.key().equals("bob@localhost"))
            .count()
        + scene.gateway.bus.records(Topics.MUC).size();
  }

  @Test
  void requestWithNothingNewIsAnsweredWithoutARecord() {
    // Given
    scene.alice.send("<presence/>" + R).received();
    int records = scene.gateway.owner.messages.size();

    // When
    scene.alice.send(R);

    // Then
    assertThat(scene.alice.received()).isEqualTo(ManagedScene.acked(1));
    assertThat(scene.gateway.owner.messages).hasSize(records);
  }

  @Test
  void requestsThatComeMeanwhileAreAnsweredByTheNextReport() {
    // When
    for (int i = 0; i < 5; i++) {
      scene.alice.sendOnly("<presence/>" + R);
    }
    scene.gateway.pump();

    // Then
    assertThat(scene.gateway.owner.all(StreamProgress.class)).hasSizeLessThanOrEqualTo(2);
    assertThat(scene.alice.received()).endsWith(ManagedScene.acked(5));
  }

  @Test
  void stanzasCarryNumbersThatTellTheCountSinceEnabling() {
    // When
    scene.alice.send("<presence/><presence/>");

    // Then
    assertThat(scene.gateway.owner.all(Sent.class))
        .extracting(sent -> sent.origin().n())
        .containsExactly((1L << 32) + 1, (1L << 32) + 2);
  }

  @Test
  void answerOfTheEdgeTakesTheWayThroughTheTopic() {
    // When
    scene.alice.send(
        "<iq type='set' id='s1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");

    // Then
    String answer = "<iq to=\"alice@localhost/phone\" id=\"s1\" type=\"result\"/>";
    assertThat(scene.alice.received()).isEqualTo(answer);
    assertThat(scene.gateway.bus.records(ManagedScene.TOPIC).getLast().message())
        .isInstanceOf(Deliver.class);
    assertThat(scene.alice.send(R).received()).isEqualTo(ManagedScene.acked(1));
    scene.alice.cut();
    scene.gateway.pump();
    assertThat(scene.gateway.owner.all(Undelivered.class)).hasSize(1);
  }

  @Test
  void stanzaThatMustNotBeAnsweredCountsAsWell() {
    assertThat(scene.alice.send("<message type='error' to='@'/>" + R).received())
        .isEqualTo(ManagedScene.acked(1));
  }

  @Test
  void clientIsAskedAfterSomeStanzasOrASecondOrForAReceipt() {
    // When
    scene.deliver("1", "2");
    String two = scene.alice.received();
    scene.deliver("3");
    String three = scene.alice.received();
    scene.alice.send(ManagedScene.ack(3));
    scene.deliver("4");
    String four = scene.alice.received();
    scene.gateway.pass(Duration.ofSeconds(1));
    String later = scene.alice.received();
    scene.gateway.pass(Duration.ofSeconds(1));
    String stillLater = scene.alice.received();
    scene.alice.send(ManagedScene.ack(4));
    scene.publish(ManagedScene.deliver("5", "r", null, scene.stream));
    scene.gateway.pump();

    // Then
    assertThat(two).isEqualTo(ManagedScene.message("1") + ManagedScene.message("2"));
    assertThat(three).isEqualTo(ManagedScene.message("3") + ManagedScene.REQUEST);
    assertThat(four).isEqualTo(ManagedScene.message("4"));
    assertThat(later).isEqualTo(ManagedScene.REQUEST);
    assertThat(stillLater).isEmpty();
    assertThat(scene.alice.received()).isEqualTo(ManagedScene.message("5") + ManagedScene.REQUEST);
  }

  @Test
  void offsetIsCommittedWhenTheClientHasAcknowledgedAndTheOwnerKnows() {
    // Given
    scene.deliver("1", "2");
    long first = scene.end() - 2;
    assertThat(scene.committed()).isEqualTo(first);

    // When
    scene.alice.send(ManagedScene.ack(1));
    long acknowledged = scene.committed();
    scene.gateway.report();

    // Then
    assertThat(acknowledged).isEqualTo(first);
    assertThat(scene.gateway.owner.all(StreamProgress.class))
        .extracting(StreamProgress::counts)
        .containsExactly(new StreamCounts(0, 1, first));
    assertThat(scene.committed()).isEqualTo(first + 1);
  }

  @Test
  void ownerHearsOncePerIntervalAndNothingWhereNothingHappens() {
    // Given
    scene.deliver("1", "2", "3");

    // When
    scene.alice.send(ManagedScene.ack(1)).send(ManagedScene.ack(2)).send(ManagedScene.ack(3));

    // Then
    assertThat(scene.gateway.timers()).isEqualTo(1);
    scene.gateway.report();
    assertThat(scene.gateway.owner.all(StreamProgress.class)).hasSize(1);
    assertThat(scene.gateway.timers()).isZero();
  }

  @Test
  void reportOfTheClientsStanzasTakesTheOtherDirectionAlong() {
    // Given
    scene.deliver("1");
    scene.alice.send(ManagedScene.ack(1) + "<presence/>" + R);

    // When
    scene.gateway.report();

    // Then
    assertThat(scene.gateway.owner.all(StreamProgress.class))
        .extracting(StreamProgress::counts)
        .containsExactly(new StreamCounts(1, 1, scene.end() - 1));
  }

  @Test
  void receiptIsAnsweredWhenItsStanzaIsAcknowledgedAndTheOwnerKnowsSo() {
    // Given
    scene.publish(ManagedScene.deliver("1", "r", null, scene.stream));
    scene.gateway.pump();
    assertThat(scene.gateway.owner.all(Delivered.class)).isEmpty();

    // When
    scene.alice.send(ManagedScene.ack(1));

    // Then
    assertThat(scene.lastKinds(2)).containsExactly("StreamProgress", "Delivered");
    assertThat(scene.committed()).isEqualTo(scene.end());
  }

  @Test
  void stanzasBeyondTheLimitWaitUntilTheClientAcknowledges() {
    // When
    scene.deliver("1", "2", "3", "4", "5", "6", "7");
    String first = scene.alice.received();
    scene.alice.send(ManagedScene.ack(5));

    // Then
    assertThat(first).contains("<body>5<").doesNotContain("<body>6<");
    assertThat(scene.alice.received())
        .startsWith(ManagedScene.message("6") + ManagedScene.message("7"));
  }

  @Test
  void clientThatLetsTooMuchWaitIsClosedAndAllGoesBack() {
    // When
    scene.deliver("1", "2", "3", "4", "5", "6", "7", "8", "9");

    // Then
    assertThat(scene.alice.received()).contains("<policy-violation ");
    assertThat(scene.returned()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(scene.gateway.owner.messages.getLast()).isInstanceOf(StreamClosed.class);
    assertThat(scene.committed()).isEqualTo(scene.end());
    assertThat(scene.meter("xmpp.gateway.limits", "limit", "unacked-queue")).isEqualTo(1);
  }

  @Test
  void bytesThatWaitAreBoundedToo() {
    // When
    scene.deliver("x".repeat(40_000), "x".repeat(40_000));

    // Then
    assertThat(scene.alice.received()).contains("<policy-violation ");
    assertThat(scene.gateway.owner.all(Undelivered.class)).hasSize(2);
  }

  @Test
  void clientThatDoesNotAcknowledgeCountsAsLost() {
    // Given
    scene.deliver("1", "2", "3");

    // When
    scene.gateway.pass(Duration.ofSeconds(59));
    boolean before = scene.alice.channel.isOpen();
    scene.gateway.pass(Duration.ofSeconds(1));

    // Then
    assertThat(before).isTrue();
    assertThat(scene.alice.channel.isOpen()).isFalse();
    assertThat(scene.gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(scene.returned()).containsExactly("1", "2", "3");
    assertThat(scene.meter("xmpp.gateway.limits", "limit", "ack-time")).isEqualTo(1);
  }

  @Test
  void acknowledgementOfMoreThanWasSentEndsTheStream() {
    // Given
    scene.deliver("1");
    scene.alice.received();

    // When
    scene.alice.send(ManagedScene.ack(2));

    // Then
    assertThat(scene.alice.received())
        .startsWith("<stream:error><undefined-condition ")
        .contains("<handled-count-too-high xmlns=\"urn:xmpp:sm:3\" h=\"2\" send-count=\"1\"/>")
        .endsWith("</stream:stream>");
    assertThat(scene.returned()).containsExactly("1");
  }

  @Test
  void secondAttemptToEnableFailsAndEndsTheStream() {
    // When
    scene.alice.send(ManagedScene.ENABLE);

    // Then
    assertThat(scene.alice.received())
        .startsWith("<failed xmlns=\"urn:xmpp:sm:3\"><unexpected-request ")
        .contains("<stream:error>")
        .endsWith("</stream:stream>");
  }

  @ParameterizedTest
  @CsvSource({
    "<resume xmlns='urn:xmpp:sm:3' previd='x' h='0'/>, unexpected-request",
    "<a xmlns='urn:xmpp:sm:3'/>, bad-request",
    "<a xmlns='urn:xmpp:sm:3' h='x'/>, bad-request",
    "<b xmlns='urn:xmpp:sm:3'/>, feature-not-implemented"
  })
  void whatMakesNoSenseFailsAndTheStreamGoesOn(String xml, String condition) {
    assertThat(scene.alice.send(xml).received())
        .startsWith("<failed xmlns=\"urn:xmpp:sm:3\"><" + condition + ' ')
        .endsWith("</failed>");
    assertThat(scene.alice.channel.isOpen()).isTrue();
  }

  @Test
  void repeatedDeliveryIsNotWrittenAgain() {
    // Given
    Source source = new Source(7, 0, false);
    scene.publish(ManagedScene.deliver("1", null, source, scene.stream));
    scene.publish(ManagedScene.deliver("2", "r1", null, scene.stream));
    scene.gateway.pump();
    scene.alice.received();

    // When
    scene.publish(ManagedScene.deliver("1", null, source, scene.stream));
    scene.publish(ManagedScene.deliver("2", "r1", null, scene.stream));
    scene.gateway.pump();

    // Then
    assertThat(scene.alice.received()).isEmpty();
    assertThat(scene.gateway.owner.all(Delivered.class)).isEmpty();
    scene.alice.send(ManagedScene.ack(2));
    scene.publish(ManagedScene.deliver("2", "r1", null, scene.stream));
    scene.gateway.pump();
    assertThat(scene.alice.received()).isEmpty();
    assertThat(scene.gateway.owner.all(Delivered.class))
        .extracting(Delivered::receipt)
        .as("answered again for the owner that asked again")
        .isEqualTo(List.of("r1", "r1"));
    assertThat(scene.committed()).isEqualTo(scene.end());
  }
}
