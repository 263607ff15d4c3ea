package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written is read back as it was, alone and in a stream. */
class XmlTreePropertyTests {

  private static final String CHARS = "ab<>&'\"]\t\n\r \u00e9\u20ac\ufffd;#x";

  @Property(tries = 1000)
  void treeSurvivesWritingAndReading(@ForAll long seed) throws XmlException {
    // Given
    XmlElement element = element(new Random(seed), 0);

    // When
    byte[] bytes = XmlWriter.toBytes(element);

    // Then
    assertThat(XmlReader.parse(bytes)).isEqualTo(element);
    assertThat(XmlReader.parse(XmlWriter.toBytes(element, "urn:0"), "urn:0")).isEqualTo(element);
    assertThat(XmlWriter.toBytes(XmlReader.parse(bytes))).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void treeSurvivesAStream(@ForAll long seed) {
    // Given
    XmlElement element = element(new Random(seed), 0);
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    feed(reader, "<s xmlns='urn:0'>");
    assertThat(reader.next()).isInstanceOf(XmlStreamEvent.StreamOpened.class);

    // When
    feed(reader, XmlWriter.toText(element, "urn:0"));

    // Then
    assertThat(reader.next())
        .isInstanceOfSatisfying(
            XmlStreamEvent.FrameRead.class,
            read -> assertThat(XmlReader.parse(read.frame())).isEqualTo(element));
  }

  @Property(tries = 1000)
  void bytesAreOneElementOrRefused(@ForAll byte[] bytes) {
    XmlElement element = null;
    try {
      element = XmlReader.parse(bytes);
    } catch (XmlException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(element == null || !element.localName().isEmpty()).isTrue();
  }

  private static void feed(XmlStreamReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
  }

  private static XmlElement element(Random random, int depth) {
    XmlElement.Builder element = XmlElement.of("urn:" + random.nextInt(3), "e" + random.nextInt(4));
    for (int i = random.nextInt(3); i > 0; i--) {
      String namespace =
          switch (random.nextInt(4)) {
            case 0 -> XmlAttribute.XML_NAMESPACE;
            case 1 -> "urn:<&'\">" + random.nextInt(2);
            default -> "";
          };
      element.attribute(namespace, "a" + random.nextInt(3), text(random));
    }
    boolean afterText = false;
    for (int i = depth > 3 ? 0 : random.nextInt(4); i > 0; i--) {
      if (!afterText && random.nextBoolean()) {
        String text = text(random);
        element.text(text);
        afterText = !text.isEmpty();
      } else {
        element.child(element(random, depth + 1));
        afterText = false;
      }
    }
    return element.build();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHARS.charAt(random.nextInt(CHARS.length())));
    }
    return text.toString();
  }
}
