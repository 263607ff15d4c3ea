package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The reader under input that nobody meant to send: it never throws, and splits change nothing. */
class XmlStreamPropertyTests {

  private static final List<String> FIXTURES =
      List.of("session.xml", "markup.xml", "prefixes.xml", "pipelined.xml");

  /** Pieces of markup that are more likely than random bytes to reach unusual states. */
  private static final List<String> TOKENS =
      List.of(
          "<",
          ">",
          "/>",
          "</",
          "<a",
          "a",
          "<!",
          "<!-",
          "<!--",
          "-->",
          "<?",
          "?>",
          "<![CDATA[",
          "]",
          "]]",
          "]]>",
          "&",
          "&#",
          "&#x",
          "&#x;",
          "&amp;",
          "&am",
          ";",
          "'",
          "\"",
          "=",
          " ",
          "\r",
          "\n",
          "xmlns",
          "xmlns:p='u'",
          "p:",
          ":",
          "xml:lang='",
          "</a>",
          "<p:a>",
          "</p:a>",
          "<b/>",
          "a='1'",
          "\u00e9",
          "\ud83d\ude00",
          "\u0000",
          "\ufffe",
          "\ufeff",
          "0",
          "stream:",
          "</stream:stream>",
          "<message>",
          "</message>",
          "<body>",
          "</body>",
          "<!DOCTYPE",
          "<?xml version='1.0'?>");

  private final XmlParserPool pool = new XmlParserPool();

  @Property(tries = 3000)
  void mutatedStreamReadsTheSameHoweverItIsSplit(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    byte[] bytes = mutated(fixture(FIXTURES.get(random.nextInt(FIXTURES.size()))), random);

    // When, Then
    assertSplitInvariant(bytes, XmlLimits.DEFAULT, random);
  }

  @Property(tries = 3000)
  void markupSoupReadsTheSameHoweverItIsSplit(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    ByteArrayOutputStream soup = new ByteArrayOutputStream();
    if (random.nextInt(8) > 0) {
      soup.write(bytes("<stream:stream xmlns='jabber:client' xmlns:stream='s' version='1.0'>"));
    }
    int tokens = random.nextInt(30);
    for (int i = 0; i < tokens; i++) {
      soup.write(bytes(TOKENS.get(random.nextInt(TOKENS.size()))));
    }

    // When, Then
    assertSplitInvariant(soup.toByteArray(), XmlLimits.DEFAULT, random);
  }

  @Property(tries = 500)
  void randomBytesReadTheSameHoweverTheyAreSplit(@ForAll byte[] bytes, @ForAll long seed) {
    assertSplitInvariant(bytes, XmlLimits.DEFAULT, new Random(seed));
  }

  @Property(tries = 300)
  void limitsStrikeAtTheSamePlaceHoweverInputIsSplit(
      @ForAll long seed, @ForAll @IntRange(min = 9_000, max = 11_000) int length) {
    // Given
    Random random = new Random(seed);
    XmlLimits limits = new XmlLimits(10_000, 3, 5, 8, 100);
    StringBuilder stream =
        new StringBuilder("<stream:stream xmlns='jabber:client' xmlns:stream='s'>");
    switch (random.nextInt(4)) {
      case 0 -> stream.append("<a>").append("x".repeat(length - 7)).append("</a>");
      case 1 -> stream.append("<a>").append("<b/>".repeat(1 + random.nextInt(6))).append("</a>");
      case 2 -> stream.append("<a>".repeat(random.nextInt(6))).append("</a>".repeat(3));
      default -> {
        stream.append("<a");
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
          stream.append(" a").append(i).append("=''");
        }
        stream.append("/>");
      }
    }

    // When, Then
    assertSplitInvariant(bytes(stream.append("<z/>").toString()), limits, random);
  }

  private void assertSplitInvariant(byte[] bytes, XmlLimits limits, Random random) {
    List<String> whole = WireSplitter.whole(bytes, limits);
    for (int i = 0; i < 4; i++) {
      assertThat(WireSplitter.randomly(bytes, limits, pool, random)).isEqualTo(whole);
    }
    assertThat(WireSplitter.bytewise(bytes, limits)).isEqualTo(whole);
  }

  private static byte[] mutated(byte[] fixture, Random random) {
    byte[] bytes = fixture.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "<>&'\"/=!?[]-:;# ".charAt(random.nextInt(16));
        case 2 -> bytes = spliced(bytes, at, at + random.nextInt(4), new byte[0]);
        default -> bytes = spliced(bytes, at, at, bytes(TOKENS.get(random.nextInt(TOKENS.size()))));
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
    int end = Math.min(to, bytes.length);
    byte[] result = Arrays.copyOf(bytes, bytes.length - (end - from) + inserted.length);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(bytes, end, result, from + inserted.length, bytes.length - end);
    return result;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = XmlStreamPropertyTests.class.getResourceAsStream("/wire/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
