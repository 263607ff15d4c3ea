package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who holds a parser, and for how long. */
class XmlParserPoolTests {

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

  private final XmlParserPool pool = new XmlParserPool();

  @Test
  void parserIsLentForTheNamespacesItWasPrimedWith() {
    // Given
    Namespaces server = new Namespaces(Map.of("", "jabber:server"));
    StanzaParser forClients = pool.lend(Namespaces.CLIENT);
    StanzaParser forServers = pool.lend(server);
    pool.giveBack(forClients);
    pool.giveBack(forServers);

    // When, Then
    assertThat(pool.lend(new Namespaces(Map.of("", "jabber:server")))).isSameAs(forServers);
    assertThat(pool.lend(Namespaces.CLIENT)).isSameAs(forClients);
    assertThat(pool.lend(Namespaces.CLIENT)).isNotSameAs(forClients);
  }

  @Test
  void usualNamespacesAreOneSharedValue() {
    assertThat(
            Namespaces.of(
                Map.of("", "jabber:client", "stream", "http://etherx.jabber.org/streams")))
        .isSameAs(Namespaces.CLIENT);
    assertThat(Namespaces.of(Map.of()).defaultNamespace()).isEmpty();
    assertThat(Namespaces.of(Map.of()).declares("stream")).isFalse();
  }

  @Test
  void freeParsersAreBounded() {
    // Given
    List<StanzaParser> lent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lent.add(pool.lend(Namespaces.CLIENT));
    }

    // When
    lent.forEach(pool::giveBack);

    // Then
    assertThat(pool.size()).isEqualTo(16);
  }

  @Test
  void largeStanzaWearsItsParserOut() {
    // Given
    XmlStreamReader reader = opened();

    // When
    feed(reader, "<message><body>" + "x".repeat(70_000) + "</body></message>");

    // Then
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(pool.size()).isZero();
  }

  @Test
  void rejectedStreamGivesNothingBack() {
    // Given
    XmlStreamReader reader = opened();

    // When
    feed(reader, "<message><body></message>");

    // Then
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.Rejected.class);
    assertThat(pool.size()).isZero();
    assertThat(reader.unread()).isZero();
  }

  @Test
  void parserOfABrokenStreamDoesNotHarmOthers() {
    // Given
    XmlStreamReader broken = opened();
    XmlStreamReader sound = opened();
    feed(sound, "<message><bo");
    assertThat(sound.next()).isNull();

    // When
    feed(broken, "<message xmlns:p='u'><p:x></message>");
    assertThat(broken.next()).isInstanceOf(XmlStreamEvent.Rejected.class);
    feed(sound, "dy/></message><presence/>");

    // Then
    assertThat(WireSplitter.describe(Objects.requireNonNull(sound.next())))
        .endsWith("<message><body/></message>");
    assertThat(WireSplitter.describe(Objects.requireNonNull(sound.next()))).endsWith("<presence/>");
  }

  @Test
  void limitsOfOneStreamAreNotThoseOfTheNext() {
    // Given
    XmlStreamReader strict = opened();
    strict.limits(new XmlLimits(10_000, 2, 2, 8, 100));
    XmlStreamReader usual = opened();

    // When
    feed(strict, "<a><b/></a>");
    feed(usual, "<a><b><c><d/></c></b></a>");
    feed(strict, "<a><b/><c/></a>");

    // Then
    assertThat(strict.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(usual.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(strict.next()).isInstanceOf(XmlStreamEvent.Rejected.class);
  }

  @Test
  void limitsDoNotChangeInsideAStanza() {
    // Given
    XmlStreamReader reader = opened();
    feed(reader, "<a>" + "x".repeat(20_000));
    assertThat(reader.next()).isNull();

    // When
    reader.limits(XmlLimits.DEFAULT.withStanzaBytesMax(10_000));
    feed(reader, "</a><a>" + "x".repeat(10_000));

    // Then
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.Rejected.class);
  }

  @Test
  void readerThatWaitsForAHeaderHoldsNothing() {
    // Given
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, pool);

    // When, Then
    assertThat(reader.next()).isNull();
    assertThat(reader.unread()).isZero();
    assertThat(reader.isIdle()).isFalse();
  }

  @Test
  void unreadCountsWhatBelongsToNoEvent() {
    // Given
    XmlStreamReader reader = opened();

    // When, Then
    feed(reader, "<a/><b");
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(reader.unread()).isEqualTo(2);
    assertThat(reader.next()).isNull();
    assertThat(reader.unread()).isEqualTo(2);
    assertThat(reader.isIdle()).isFalse();
    feed(reader, "/>");
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(reader.unread()).isZero();
    assertThat(reader.isIdle()).isTrue();
  }

  @Test
  void frameMayShareTheArrayThatWasFed() {
    // Given
    XmlStreamReader reader = opened();
    byte[] whole = "<presence/>".getBytes(StandardCharsets.UTF_8);

    // When
    reader.feed(whole, 0, whole.length);

    // Then
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            XmlStreamEvent.FrameRead.class,
            read -> assertThat(read.frame().bytes()).isSameAs(whole));
  }

  @Test
  void pieceInTheMiddleOfAnArrayIsReadAlone() {
    // Given
    XmlStreamReader reader = opened();
    byte[] array = "xx<presence/>yy".getBytes(StandardCharsets.UTF_8);

    // When
    reader.feed(array, 2, 11);

    // Then
    assertThat(WireSplitter.describe(Objects.requireNonNull(reader.next())))
        .endsWith("11-11 <presence/>");
    assertThat(reader.next()).isNull();
  }

  private XmlStreamReader opened() {
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, pool);
    feed(reader, HEADER);
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.StreamOpened.class);
    return reader;
  }

  private static void feed(XmlStreamReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }
}
