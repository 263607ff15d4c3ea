package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going on with an earlier stream (XEP-0198, section 5). */
class StreamResumptionTests {
  private static final String R = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final long TWO_32 = 1L << 32;
  private static final Jid PHONE = Jid.of("alice@localhost/phone");

  @TempDir static Path folder;

  private static TlsServer tls;

  private GatewayFixture gateway;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @BeforeEach
  void open() {
    gateway = new GatewayFixture(tls);
  }

  @AfterEach
  void finish() {
    gateway.finish();
  }

  private static String resume(String previd, long h) {
    return "<resume xmlns='urn:xmpp:sm:3' previd='" + previd + "' h='" + h + "'/>";
  }

  private void publish(BusMessage message) {
    gateway.bus.publish(ManagedScene.TOPIC, ManagedScene.ACCOUNT, message, failure -> {});
  }

  /** Lets the owner agree to all that ask. */
  private void agree(long in, long out) {
    gateway.owner.onResume =
        resume ->
            publish(
                new StreamResumed(
                    resume.stream().stream(),
                    resume.bindId(),
                    resume.previd(),
                    PHONE,
                    in,
                    out,
                    StreamProfile.DIRECT));
  }

  private WireClient resumed(long in, long out) {
    agree(in, out);
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN).received();
    alice.send(resume("z-s", out & (TWO_32 - 1)));
    return alice;
  }

  @Test
  void streamGoesOnUnderTheFormerIdAndWithTheFormerCounts() {
    // When
    WireClient alice = resumed(7, 5);
    String answer = alice.received();
    publish(ManagedScene.deliver("6", null, null, "z-s"));
    gateway.pump();
    alice.send("<presence/>" + ManagedScene.ack(6) + R);

    // Then
    assertThat(answer).isEqualTo("<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"z-s\" h=\"7\"/>");
    assertThat(alice.received()).isEqualTo(ManagedScene.message("6") + ManagedScene.acked(8));
    assertThat(gateway.owner.all(Sent.class).getLast().origin().n()).isEqualTo(TWO_32 + 8);
    assertThat(gateway.owner.all(Sent.class).getLast().origin().stream())
        .isEqualTo(new StreamRef("g1", "z-s"));
    assertThat(gateway.owner.all(StreamProgress.class))
        .containsExactly(new StreamProgress(new StreamRef("g1", "z-s"), new StreamCounts(8, 6, 1)));
    assertThat(gateway.owner.all(StreamEnabled.class)).isEmpty();
    assertThat(gateway.owner.all(StreamResume.class))
        .containsExactly(
            new StreamResume(
                new StreamRef("g1", "e-2"), Jid.of("alice@localhost"), "z-s", 5, "0", 14));
    assertThat(
            gateway
                .meters
                .get("xmpp.gateway.stream.management")
                .tag("event", "resumed")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void stanzasBehindTheAnswerInTheTopicFindTheStream() {
    // Given
    gateway.owner.onResume =
        resume -> {
          publish(
              new StreamResumed(
                  resume.stream().stream(), "0", "z-s", PHONE, 0, 0, StreamProfile.DIRECT));
          publish(ManagedScene.deliver("1", null, null, "z-s"));
          publish(ManagedScene.deliver("2", null, null, "z-s"));
        };
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN).received();

    // When
    alice.send(resume("z-s", 0));

    // Then
    assertThat(alice.received())
        .isEqualTo(
            "<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"z-s\" h=\"0\"/>"
                + ManagedScene.message("1")
                + ManagedScene.message("2"));
    assertThat(gateway.owner.all(Undelivered.class)).isEmpty();
  }

  @Test
  void requestSplitAtEveryByteGivesTheSame() {
    byte[] session =
        (ManagedScene.LOGIN + resume("z-s", 5) + "<presence/>" + R)
            .getBytes(StandardCharsets.UTF_8);
    for (int split = 1; split <= session.length; split++) {
      // Given
      open();
      agree(7, 5);
      WireClient alice = gateway.connect();

      // When
      alice.sendBytes(Arrays.copyOfRange(session, 0, split));
      alice.sendBytes(Arrays.copyOfRange(session, split, session.length));

      // Then
      assertThat(alice.received())
          .as("split at %d", split)
          .endsWith(
              "</stream:features><resumed xmlns=\"urn:xmpp:sm:3\" previd=\"z-s\" h=\"7\"/>"
                  + ManagedScene.acked(8));
      finish();
    }
  }

  @Test
  void countsPassTwoToTheThirtyTwo() {
    // Given
    WireClient alice = resumed(TWO_32 - 1, TWO_32 - 1);
    assertThat(alice.received()).contains("h=\"4294967295\"");

    // When
    publish(ManagedScene.deliver("a", null, null, "z-s"));
    publish(ManagedScene.deliver("b", null, null, "z-s"));
    gateway.pump();
    alice.send("<presence/><presence/>" + ManagedScene.ack(1) + R);

    // Then
    assertThat(alice.received()).endsWith(ManagedScene.acked(1));
    assertThat(gateway.owner.all(StreamProgress.class))
        .extracting(StreamProgress::counts)
        .containsExactly(new StreamCounts(TWO_32 + 1, TWO_32 + 1, 2));
    assertThat(gateway.owner.all(Sent.class))
        .extracting(sent -> sent.origin().n())
        .containsExactly(2 * TWO_32, 2 * TWO_32 + 1);
  }

  @Test
  void repeatedAnswerChangesNothing() {
    // Given
    WireClient alice = resumed(7, 5);
    alice.received();

    // When
    publish(new StreamResumed("e-2", "0", "z-s", PHONE, 7, 5, StreamProfile.DIRECT));
    gateway.pump();

    // Then
    assertThat(alice.received()).isEmpty();
    assertThat(gateway.owner.all(StreamDetached.class)).isEmpty();
    publish(ManagedScene.deliver("6", null, null, "z-s"));
    gateway.pump();
    assertThat(alice.received()).isEqualTo(ManagedScene.message("6"));
  }

  @Test
  void connectionThatIsGoneWhenTheAnswerComesLeavesTheStreamDetached() {
    // Given
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN + resume("z-s", 5));
    alice.cut();
    gateway.pump();

    // When
    publish(new StreamResumed("e-2", "0", "z-s", PHONE, 7, 5, StreamProfile.DIRECT));
    publish(ManagedScene.deliver("6", null, null, "z-s"));
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamDetached.class))
        .containsExactly(new StreamDetached(new StreamRef("g1", "z-s"), new StreamCounts(7, 5, 0)));
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(gateway.directory.size()).isZero();
    assertThat(gateway.bus.committed(ManagedScene.TOPIC, ManagedScene.TOPIC, 0)).isEqualTo(2);
  }

  @Test
  void connectionThatGoesBetweenTopicAndEventLoopLeavesTheStreamDetached() {
    // Given
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN + resume("z-s", 5));
    publish(new StreamResumed("e-2", "0", "z-s", PHONE, 7, 5, StreamProfile.DIRECT));
    publish(ManagedScene.deliver("6", null, null, "z-s"));
    publish(new StreamRelease("z-s", "a-1"));
    gateway.bus.runUntilIdle();

    // When
    alice.cut();
    gateway.pump();

    // Then
    assertThat(gateway.owner.all(StreamDetached.class)).hasSize(1);
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(gateway.owner.messages.getLast())
        .isEqualTo(new StreamReleased(new StreamRef("g1", "z-s"), null, "a-1"));
    assertThat(gateway.directory.size()).isZero();
  }

  @Test
  void streamThatIsStillOpenHereGivesWay() {
    // Given
    ManagedScene old = new ManagedScene(gateway, ManagedScene.ENABLE);
    old.deliver("1", "2");
    gateway.owner.onResume = resume -> publish(new StreamRelease(resume.previd(), "a-1"));
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN).received();
    alice.send(resume(old.stream, 1));

    // When
    publish(new StreamResumed("e-4", "0", old.stream, PHONE, 0, 1, StreamProfile.DIRECT));
    publish(ManagedScene.deliver("2", null, null, old.stream));
    gateway.pump();

    // Then
    assertThat(old.alice.received()).contains("<conflict ").endsWith("</stream:stream>");
    assertThat(old.returned()).containsExactly("1", "2");
    assertThat(alice.received())
        .isEqualTo(
            "<resumed xmlns=\"urn:xmpp:sm:3\" previd=\""
                + old.stream
                + "\" h=\"0\"/>"
                + ManagedScene.message("2"));
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
  }

  @Test
  void resumedStreamThatIsLostIsDetachedAgainUnderItsId() {
    // Given
    WireClient alice = resumed(7, 5);
    publish(ManagedScene.deliver("6", null, null, "z-s"));
    gateway.pump();

    // When
    alice.cut();
    gateway.pump();

    // Then
    assertThat(gateway.owner.messages.getLast())
        .isEqualTo(new StreamDetached(new StreamRef("g1", "z-s"), new StreamCounts(7, 5, 0)));
    assertThat(gateway.owner.all(Undelivered.class)).hasSize(1);
    assertThat(gateway.directory.size()).isZero();
  }

  @Test
  void refusalTellsTheCountAndTheClientMayBind() {
    // Given
    gateway.owner.onResume =
        resume ->
            publish(
                new StreamResumeRefused(
                    resume.stream().stream(),
                    resume.bindId(),
                    StanzaErrorCondition.ITEM_NOT_FOUND,
                    "Gone.",
                    9));
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN).received();

    // When
    alice.send(resume("z-s", 5));

    // Then
    assertThat(alice.received())
        .isEqualTo(
            "<failed xmlns=\"urn:xmpp:sm:3\" h=\"9\"><item-not-found"
                + " xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>");
    alice.send(WireClient.bind("phone") + ManagedScene.ENABLE);
    assertThat(alice.received()).contains("<enabled ").contains("id=\"e-2\"");
    assertThat(
            gateway
                .meters
                .get("xmpp.gateway.stream.management")
                .tag("event", "resume-refused")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void ownerThatDoesNotAnswerLetsTheConnectionEnd() {
    // Given
    WireClient alice = gateway.connect();
    alice.send(ManagedScene.LOGIN + resume("z-s", 5) + "<presence/>");

    // When
    gateway.pass(Duration.ofSeconds(30));

    // Then
    assertThat(alice.received()).contains("<internal-server-error ");
    assertThat(gateway.owner.all(Sent.class)).isEmpty();
    assertThat(gateway.directory.size()).isZero();
    assertThat(gateway.owner.all(StreamClosed.class)).isEmpty();
  }
}
