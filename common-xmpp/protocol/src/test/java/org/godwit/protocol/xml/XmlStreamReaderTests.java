package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader makes of whole inputs; how they are split is the business of the wire tests. */
class XmlStreamReaderTests {

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
          + " to='localhost' version='1.0'>";

  private final XmlParserPool pool = new XmlParserPool();
  private final XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, pool);

  @Test
  void frameHasTheExactBytesAndOffsetsOfItsStanza() {
    // Given
    open();
    String stanza =
        "<message to='b@c' id=\"1\"><body>hi &amp; bye</body><x xmlns='urn:x'/></message>";

    // When
    XmlFrame frame = frame("  " + stanza + "\n<presence/>");

    // Then
    assertThat(text(frame)).isEqualTo(stanza);
    assertThat(content(frame)).isEqualTo("<body>hi &amp; bye</body><x xmlns='urn:x'/>");
    assertThat(frame.name()).isEqualTo(new XmlName("jabber:client", "message"));
    assertThat(frame.attribute("to")).isEqualTo("b@c");
    assertThat(frame.attribute("id")).isEqualTo("1");
    assertThat(frame.payloads())
        .containsExactly(new XmlName("jabber:client", "body"), new XmlName("urn:x", "x"));
    assertThat(text(frame(""))).isEqualTo("<presence/>");
  }

  @Test
  void emptyStanzaHasNoContent() {
    // Given
    open();

    // When
    XmlFrame closed = frame("<presence type='unavailable'/>");
    XmlFrame open = frame("<presence></presence>");

    // Then
    assertThat(closed.contentStart()).isEqualTo(closed.contentEnd()).isEqualTo(30);
    assertThat(open.contentStart()).isEqualTo(open.contentEnd()).isEqualTo(10);
  }

  @Test
  void emptyAttributesAreKept() {
    // Given
    open();

    // When
    XmlFrame frame = frame("<message a='' b=\"\" c='x' d=''/>");

    // Then
    assertThat(frame.attributes())
        .containsExactly(
            new XmlAttribute("", "a", ""),
            new XmlAttribute("", "b", ""),
            new XmlAttribute("", "c", "x"),
            new XmlAttribute("", "d", ""));
  }

  @Test
  void betweenStanzasTheReaderHoldsNothing() {
    // Given
    open();

    // When
    frame("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq> \n");

    // Then
    assertThat(reader.next()).isNull();
    assertThat(reader.isIdle()).isTrue();
    assertThat(reader.unread()).isZero();
    assertThat(pool.size()).isOne();
  }

  @Test
  void oneParserServesManyReaders() {
    // Given
    XmlStreamReader other = new XmlStreamReader(XmlLimits.DEFAULT, pool);
    open();
    feed(other, HEADER);
    assertThat(other.next()).isInstanceOf(XmlStreamEvent.StreamOpened.class);

    // When
    frame("<presence/>");
    feed(other, "<presence/>");
    assertThat(other.next()).isInstanceOf(XmlStreamEvent.FrameRead.class);
    frame("<presence><show>away</show></presence>");

    // Then
    assertThat(pool.size()).isOne();
  }

  @Test
  void readersInsideStanzasHaveParsersOfTheirOwn() {
    // Given
    XmlStreamReader other = new XmlStreamReader(XmlLimits.DEFAULT, pool);
    open();
    feed(other, HEADER);
    assertThat(other.next()).isNotNull();

    // When
    feed(reader, "<message><body>a");
    assertThat(reader.next()).isNull();
    feed(other, "<message><subject>b");
    assertThat(other.next()).isNull();
    feed(reader, "</body></message>");
    feed(other, "</subject></message>");

    // Then
    assertThat(WireSplitter.describe(next(reader))).contains("<body>a</body>");
    assertThat(WireSplitter.describe(next(other))).contains("<subject>b</subject>");
    assertThat(pool.size()).isEqualTo(2);
  }

  @Test
  void restartReadsPipelinedBytesAsNewDocument() {
    // Given
    open();
    feed(
        reader, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>\n<?xml version='1.0'?>" + HEADER);
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.FrameRead.class);

    // When
    reader.restart();

    // Then
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamOpened.class);
    assertThat(reader.isIdle()).isTrue();
  }

  @Test
  void discardUnreadForgetsWhatFollowsTheStanza() {
    // Given
    open();
    feed(reader, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><evil");
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.FrameRead.class);
    assertThat(reader.unread()).isEqualTo(5);

    // When
    reader.discardUnread();
    reader.restart();
    feed(reader, HEADER);

    // Then
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamOpened.class);
    assertThat(reader.unread()).isZero();
  }

  @Test
  void streamHeaderSaysNameAttributesAndNamespaces() {
    // Given
    feed(reader, " \n<?xml version=\"1.0\" encoding='utf-8' ?>" + HEADER);

    // When
    XmlStreamEvent event = next(reader);

    // Then
    assertThat(WireSplitter.describe(event))
        .isEqualTo(
            "opened {http://etherx.jabber.org/streams}stream ["
                + "XmlAttribute[namespace=, localName=to, value=localhost], "
                + "XmlAttribute[namespace=, localName=version, value=1.0]] "
                + "{=jabber:client, stream=http://etherx.jabber.org/streams}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<message><body><![CDATA[<a> & ]] > ]]></body></message>",
        "<message><body>&#65;&#x1F600;&lt;&gt;&amp;&apos;&quot;</body></message>",
        "<message><body>\u00e9\u20ac\ud83d\ude00</body></message>",
        "<message\n\tto = 'a'\r\n/>",
        "<message><a xmlns=''/><b xmlns='urn:b'><c/></b></message>",
      })
  void whatXmppAllowsComesThroughByteByByte(String stanza) {
    // Given
    open();

    // When
    XmlFrame frame = frame(stanza);

    // Then
    assertThat(text(frame)).isEqualTo(stanza);
  }

  @Test
  void prefixFromTheHeaderIsWrittenOut() {
    // Given
    feed(reader, HEADER.replace(" to=", " xmlns:e='urn:e' to="));
    assertThat(next(reader)).isNotNull();

    // When
    XmlFrame frame = frame("<message e:a='1'><e:x>t</e:x><stream:y/></message>");

    // Then
    assertThat(text(frame))
        .isEqualTo(
            "<message xmlns=\"jabber:client\" xmlns:ns1=\"urn:e\" ns1:a=\"1\">"
                + "<x xmlns=\"urn:e\">t</x>"
                + "<y xmlns=\"http://etherx.jabber.org/streams\"/></message>");
    assertThat(content(frame)).startsWith("<x ").endsWith("/>");
    assertThat(frame.payloads())
        .containsExactly(
            new XmlName("urn:e", "x"), new XmlName("http://etherx.jabber.org/streams", "y"));
  }

  @Test
  void prefixedStartTagIsWrittenWithoutItsPrefix() {
    // Given
    feed(reader, HEADER.replace("xmlns=", "xmlns:c=").replace("stream:stream", "stream:stream"));
    assertThat(next(reader)).isNotNull();

    // When
    XmlFrame frame = frame("<c:presence><c:show>away</c:show></c:presence>");

    // Then
    assertThat(text(frame))
        .isEqualTo("<presence xmlns=\"jabber:client\"><show>away</show></presence>");
  }

  @Test
  void prefixDeclaredOnTheStartTagDoesNotLeaveItsContentDependent() {
    // Given
    open();

    // When
    XmlFrame frame = frame("<message xmlns:x='urn:x'><x:a><x:b/></x:a></message>");

    // Then
    assertThat(content(frame)).isEqualTo("<a xmlns=\"urn:x\"><b/></a>");
  }

  @Test
  void prefixDeclaredInsideTheStanzaStays() {
    // Given
    open();
    String stanza = "<message><x:a xmlns:x='urn:x'><x:b x:c='1'/></x:a></message>";

    // When
    XmlFrame frame = frame(stanza);

    // Then
    assertThat(text(frame)).isEqualTo(stanza);
  }

  @Test
  void prefixOfOneStanzaIsUnknownToTheNext() {
    // Given
    open();
    frame("<message><x:a xmlns:x='urn:x'/></message>");

    // When
    feed(reader, "<message><x:a/></message>");

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected not-well-formed");
  }

  @Test
  void defaultNamespaceOfAnotherStreamIsKept() {
    // Given
    feed(reader, HEADER.replace("jabber:client", "jabber:server"));
    assertThat(next(reader)).isNotNull();

    // When
    XmlFrame frame = frame("<message/>");

    // Then
    assertThat(frame.name().namespace()).isEqualTo("jabber:server");
  }

  @Test
  void streamEndsWithItsEndTag() {
    // Given
    open();

    // When
    feed(reader, "<presence/></stream:stream\n> after");

    // Then
    assertThat(WireSplitter.describe(next(reader))).contains("<presence/>");
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamEnded.class);
    assertThat(reader.next()).isNull();
  }

  @Test
  void emptyStreamOpensAndEnds() {
    // Given
    feed(reader, HEADER.replace(">", "/>"));

    // When
    List<String> log = new ArrayList<>();
    WireSplitter.drain(reader, log);

    // Then
    assertThat(log).hasSize(2).last().isEqualTo("ended");
  }

  @Test
  void namesOfAttackersDoNotStayInThePool() {
    // Given
    open();

    // When
    for (int i = 0; i < 200; i++) {
      StringBuilder stanza = new StringBuilder("<message>");
      for (int j = 0; j < 20; j++) {
        stanza.append("<n").append(i).append('x').append(j).append(" xmlns='u").append(i * 20 + j);
        stanza.append("'/>");
      }
      frame(stanza.append("</message>").toString());
    }
    StanzaParser lent = pool.lend(Namespaces.CLIENT);

    // Then
    assertThat(lent.isWorn()).isFalse();
    assertThat(lent.remembered()).isLessThan(1100);
  }

  private void open() {
    feed(reader, HEADER);
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamOpened.class);
  }

  private XmlFrame frame(String stanza) {
    feed(reader, stanza);
    XmlStreamEvent event = next(reader);
    assertThat(event).isInstanceOf(XmlStreamEvent.FrameRead.class);
    return ((XmlStreamEvent.FrameRead) event).frame();
  }

  private static XmlStreamEvent next(XmlStreamReader reader) {
    return Objects.requireNonNull(reader.next());
  }

  private static void feed(XmlStreamReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }

  private static String text(XmlFrame frame) {
    return new String(frame.bytes(), StandardCharsets.UTF_8);
  }

  private static String content(XmlFrame frame) {
    int length = frame.contentEnd() - frame.contentStart();
    return new String(frame.bytes(), frame.contentStart(), length, StandardCharsets.UTF_8);
  }
}
