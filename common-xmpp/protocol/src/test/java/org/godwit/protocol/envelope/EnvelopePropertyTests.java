package org.godwit.protocol.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/** Round trips of any fields, and refusal of any other bytes. */
class EnvelopePropertyTests {

  private static final byte[] STANZA = {'<', 'a', '/', '>'};

  @Property
  void stanzaRecordsSurvive(
      @ForAll StanzaType type,
      @ForAll @StringLength(max = 300) String text,
      @ForAll long n,
      @ForAll @IntRange(min = 0) int traits,
      @ForAll boolean full) {
    // Given
    String id = valid(text);
    StanzaHead head =
        new StanzaHead(type, full ? id : null, jid(id), full ? jid(id + 'x') : null, traits);
    StreamRef stream = new StreamRef(id, id + "-2");
    Origin origin = full ? new Origin(stream, n) : null;

    // When, Then
    assertSurvives(new Incoming(origin, head, STANZA));
    assertSurvives(new Undelivered(stream, head, STANZA, full ? id : null));
  }

  @Property
  void listsOfStreamsSurvive(@ForAll @NotEmpty List<@StringLength(max = 40) String> ids) {
    // Given
    List<String> streams = new ArrayList<>();
    ids.forEach(id -> streams.add(valid(id)));

    // When, Then
    assertSurvives(
        new Deliver(
            streams, new StanzaHead(StanzaType.CHAT, null, null, jid("b"), 0), STANZA, null));
  }

  @Property(tries = 5000)
  void anyBytesAreAMessageOrPoison(@ForAll byte[] bytes, @ForAll boolean versioned) {
    // Given
    byte[] envelope = bytes;
    if (versioned && bytes.length > 0) {
      envelope[0] = EnvelopeCodec.VERSION;
    }

    // When, Then
    assertReadOrRefused(envelope);
  }

  @Property(tries = 3000)
  void damagedGoldenEnvelopesAreAMessageOrPoison(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    List<BusMessage> samples = List.copyOf(EnvelopeSamples.all().values());
    byte[] envelope = EnvelopeCodec.encode(samples.get(random.nextInt(samples.size()))).envelope();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      envelope[random.nextInt(envelope.length)] = (byte) random.nextInt();
    }
    if (random.nextBoolean()) {
      envelope = Arrays.copyOf(envelope, random.nextInt(envelope.length + 1));
    }

    // When, Then
    assertReadOrRefused(envelope);
  }

  @Example
  void truncatedEnvelopesAreRefused() {
    for (BusMessage message : EnvelopeSamples.all().values()) {
      byte[] envelope = EnvelopeCodec.encode(message).envelope();
      // Without a field that was appended later it is what an older writer wrote.
      boolean appended = message instanceof BusMessage.StreamBind bind && bind.carbons();
      for (int length = 0; length < envelope.length - (appended ? 1 : 0); length++) {
        byte[] cut = Arrays.copyOf(envelope, length);
        assertThatThrownBy(() -> EnvelopeCodec.decode(cut, STANZA))
            .isInstanceOf(EnvelopeException.class);
      }
    }
  }

  @Example
  void unknownVersionsAndKindsAreRefused() {
    assertThatThrownBy(() -> EnvelopeCodec.decode(new byte[] {2, 1}, STANZA))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage("unknown envelope version 2");
    assertThatThrownBy(() -> EnvelopeCodec.decode(new byte[] {1, 99}, STANZA))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage("unknown message kind 99");
    assertThatThrownBy(() -> EnvelopeCodec.decode(new byte[] {1, 32, 0}, STANZA))
        .isInstanceOf(EnvelopeException.class)
        .hasMessage("0 streams");
  }

  @Example
  void messagesDoNotPrintTheirStanza() {
    for (BusMessage message : EnvelopeSamples.all().values()) {
      assertThat(message.toString()).doesNotContain("<message").doesNotContain("[B@");
    }
  }

  private static void assertSurvives(BusMessage message) {
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    assertThat(EnvelopeCodec.decode(encoded.envelope(), encoded.stanza())).isEqualTo(message);
  }

  private static void assertReadOrRefused(byte[] envelope) {
    @Nullable BusMessage message = null;
    try {
      message = EnvelopeCodec.decode(envelope, STANZA);
    } catch (EnvelopeException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    if (message != null) {
      assertThat(EnvelopeCodec.encode(message).envelope()).isNotEmpty();
    }
  }

  private static Jid jid(String text) {
    return Jid.ofEnforced(
        "l" + text.replace('/', '.').replace('@', '.'), "example.com", text + "r");
  }

  /** Returns {@code text} without halves of characters, which UTF-8 cannot hold. */
  private static String valid(String text) {
    StringBuilder valid = new StringBuilder();
    text.codePoints().filter(c -> c < 0xD800 || c > 0xDFFF).forEach(valid::appendCodePoint);
    return valid.toString();
  }
}
