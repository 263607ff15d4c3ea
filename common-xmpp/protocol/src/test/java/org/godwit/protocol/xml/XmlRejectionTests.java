package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader refuses, with the conditions of RFC 6120, section 4.9.3. */
class XmlRejectionTests {

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
          + " to='localhost' version='1.0'>";

  private final XmlStreamReader reader =
      new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a><b></a>|not-well-formed",
        "<a></b>|not-well-formed",
        "<a b='1' b='2'>|not-well-formed",
        "<a b=1>|not-well-formed",
        "<a b='<'>|not-well-formed",
        "<a>]]></a>|not-well-formed",
        "<1a>|not-well-formed",
        "<a>&#0;</a>|not-well-formed",
        "<a>&#xFFFE;</a>|not-well-formed",
        "<a>&#xD800;</a>|not-well-formed",
        "<a>&#x110000;</a>|not-well-formed",
        "<a b='&#1;'>|not-well-formed",
        "<x:a>|not-well-formed",
        "<xmlns:a>|not-well-formed",
        "<a xmlns:p=''>|not-well-formed",
        "<a xmlns:='u'>|not-well-formed",
        "<a xmlns:1='u'>|not-well-formed",
        "<a xmlns:xml='u'>|not-well-formed",
        "<a xmlns:xmlns='u'>|not-well-formed",
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'>|not-well-formed",
        "<:a>|not-well-formed",
        "<xml:>|not-well-formed",
        "<xml:1>|not-well-formed",
        "<a xml:='1'>|not-well-formed",
        "<a :b='1'>|not-well-formed",
        "<a b:c:d='1'>|not-well-formed",
        "<a b='&#x;'>|not-well-formed",
        "<a>&#x;</a>|not-well-formed",
        "<a>&;</a>|not-well-formed",
        "<a>&am</a>|not-well-formed",
        "<a>x</b|not-well-formed",
        "<abcd></abce|not-well-formed",
        "<abcdef></abcdeg|not-well-formed",
        "<message></m>|not-well-formed",
        "<a x:b=''>|not-well-formed",
        "</stream>|not-well-formed",
        "</stream:streams>|not-well-formed",
        "<!-- x|restricted-xml",
        "<a><!-|restricted-xml",
        "<a><!-- x --></a>|restricted-xml",
        "<?pi|restricted-xml",
        "<a><?pi|restricted-xml",
        "<!DOCTYPE|restricted-xml",
        "<a>&foo;</a>|restricted-xml",
        "<a>x&foo;</a>|restricted-xml",
        "<a b='&foo;'/>|restricted-xml",
        "text|bad-format",
        "&amp;|bad-format",
        "<![CDATA[x]]>|restricted-xml",
      })
  void brokenInputIsRejectedWhereTheBytesShowIt(String input, String condition) {
    // Given
    open();

    // When
    feed(reader, input);

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected " + condition);
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET / HTTP/1.1|not-well-formed",
        "<?xml version='1.0' encoding='UTF-16'?>|unsupported-encoding",
        "<?xml version='1.0' encoding=\"ISO-8859-1\"?>|unsupported-encoding",
        "<?xml?>|not-well-formed",
        "<?xml encoding='UTF-8'?>|not-well-formed",
        "<?xml version='2.0'?>|not-well-formed",
        "<?xml-stylesheet|restricted-xml",
        "<?foo|restricted-xml",
        "<?xml version='1.0'?><?xml version='1.0'?>|restricted-xml",
        "<!DOCTYPE|restricted-xml",
        "<!--|restricted-xml",
        "</a>|not-well-formed",
        "<a:stream>|not-well-formed",
        "<stream a='&foo;'>|restricted-xml",
      })
  void brokenPrologIsRejected(String input, String condition) {
    // When
    feed(reader, input);

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected " + condition);
  }

  @Test
  void otherEncodingsAreRejectedByTheirFirstBytes() {
    for (var charset :
        List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_32LE,
            StandardCharsets.UTF_32BE)) {
      // Given
      byte[] bytes = HEADER.getBytes(charset);

      // When
      List<String> events = WireSplitter.whole(bytes, XmlLimits.DEFAULT);

      // Then
      assertThat(events).containsExactly("rejected unsupported-encoding");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, 0x0B, 0x1F, 0x80, 0xC0, 0xC1, 0xF5, 0xFF})
  void bytesThatAreNoTextAreNotWellFormed(int value) {
    // Given
    open();
    byte[] bytes = "<message><body>?".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) value;

    // When
    reader.feed(bytes, 0, bytes.length);
    XmlStreamEvent first = reader.next();
    if (first == null) {
      // A lead byte may still become a character; one that never can is refused by the next byte.
      feed(reader, "\u0080");
      first = reader.next();
    }

    // Then
    assertThat(first)
        .isInstanceOfSatisfying(
            XmlStreamEvent.Rejected.class,
            r -> assertThat(r.condition()).isEqualTo(StreamErrorCondition.NOT_WELL_FORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><a><a><a/></a></a></a>",
        "<a><a/><a/><a/><a/><a/></a>",
        "<a a='' b='' c='' d='' e='' f='' g='' h='' xmlns='i'/>",
        "<a a='' b='' c='' d='' e='' f='' g='' h='' i",
      })
  void stanzaBeyondALimitIsRejectedWithoutItsEnd(String stanza) {
    // Given
    reader.limits(new XmlLimits(10_000, 3, 5, 8, 100));
    open();

    // When
    feed(reader, stanza + "=''");

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected policy-violation");
  }

  @Test
  void namesThatAreTooLongAreRejected() {
    String name = "n".repeat(101);
    for (String stanza :
        List.of(
            "<" + name + ">",
            "<a " + name + "=''>",
            "<a xmlns='" + name + "'>",
            "<a xmlns:" + name + "='u'>",
            "<a xmlns:p='" + name + "'>")) {
      // Given
      XmlStreamReader limited =
          new XmlStreamReader(new XmlLimits(10_000, 3, 5, 8, 100), new XmlParserPool());
      feed(limited, HEADER);
      assertThat(limited.next()).isNotNull();

      // When
      feed(limited, stanza);

      // Then
      assertThat(WireSplitter.describe(next(limited))).isEqualTo("rejected policy-violation");
    }
  }

  @Test
  void stanzaIsRejectedAtTheByteThatPassesTheBound() {
    // Given
    reader.limits(XmlLimits.DEFAULT.withStanzaBytesMax(10_000));
    open();
    String longest = "<a>" + "x".repeat(9_993) + "</a>";
    feed(reader, longest);
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.FrameRead.class);

    // When
    feed(reader, "<a>" + "x".repeat(9_996));
    assertThat(reader.next()).isNull();
    feed(reader, "x");

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected policy-violation");
  }

  @Test
  void streamHeaderIsBoundedToo() {
    // Given
    reader.limits(XmlLimits.DEFAULT.withStanzaBytesMax(10_000));

    // When
    feed(reader, "<stream a='" + "x".repeat(10_000));

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected policy-violation");
  }

  @Test
  void whitespaceBeforeTheHeaderIsBoundedToo() {
    // Given
    reader.limits(XmlLimits.DEFAULT.withStanzaBytesMax(10_000));

    // When
    feed(reader, " ".repeat(10_001));

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected policy-violation");
  }

  @Test
  void writingPrefixesOutDoesNotPassTheBound() {
    // Given
    String namespace = "urn:" + "n".repeat(400);
    feed(reader, HEADER.replace(" to=", " xmlns:e='" + namespace + "' to="));
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamOpened.class);

    // When
    feed(reader, "<message>" + "<e:a/>".repeat(1000) + "</message>");

    // Then
    assertThat(WireSplitter.describe(next(reader))).isEqualTo("rejected policy-violation");
  }

  private void open() {
    feed(reader, HEADER);
    assertThat(next(reader)).isInstanceOf(XmlStreamEvent.StreamOpened.class);
  }

  private static XmlStreamEvent next(XmlStreamReader reader) {
    return Objects.requireNonNull(reader.next());
  }

  private static void feed(XmlStreamReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }
}
