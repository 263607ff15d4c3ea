package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StanzaReaderTests {

  private static final String HEADER = "<?xml version='1.0'?><stream:stream from='localhost'>";

  @Test
  void childrenOfTheStreamComeOneByOne() throws IOException {
    // Given
    StanzaReader reader =
        reader(
            HEADER
                + "<message id='a>b'><body>x &lt; y</body><p/></message> <r xmlns='s'/>"
                + "</stream:stream>");

    // Then
    assertThat(text(reader.next()))
        .isEqualTo("<message id='a>b'><body>x &lt; y</body><p/></message>");
    assertThat(text(reader.next())).isEqualTo("<r xmlns='s'/>");
    assertThat(reader.next()).isNull();
  }

  @Test
  void restartedStreamHasAHeaderAgain() throws IOException {
    // Given
    StanzaReader reader = reader(HEADER + "<success/>" + HEADER + "<a h='1'/>");

    // When
    Element before = reader.next();
    reader.restart();
    Element after = reader.next();

    // Then
    assertThat(text(before)).isEqualTo("<success/>");
    assertThat(text(after)).isEqualTo("<a h='1'/>");
  }

  @Test
  void cutElementIsNone() throws IOException {
    assertThat(reader(HEADER + "<message><bo").next()).isNull();
    assertThat(reader(HEADER + "<message><body>").next()).isNull();
  }

  @Test
  void attributesAreThoseOfTheElementItself() {
    // Given
    Element element =
        new Element(
            "<failed xmlns='urn:xmpp:sm:3' h=\"7\"><item-not-found id='1'"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");

    // Then
    assertThat(element.number("h", -1)).isEqualTo(7);
    assertThat(element.attribute("id")).isNull();
    assertThat(element.name()).isEqualTo("failed");
  }

  @Test
  void conditionIsTheErrorsName() {
    // Given
    Element element =
        new Element(
            "<failed xmlns='urn:xmpp:sm:3'><item-not-found"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");

    // Then
    assertThat(element.condition()).isEqualTo("item-not-found");
  }

  private static StanzaReader reader(String text) {
    return new StanzaReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(@Nullable Element element) {
    return element == null ? "none" : element.text();
  }
}
