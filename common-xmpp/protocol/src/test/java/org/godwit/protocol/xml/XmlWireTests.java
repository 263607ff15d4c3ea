package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire fixtures, split at every byte: a stream means the same however it is cut. */
class XmlWireTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session.xml",
        "markup.xml",
        "prefixes.xml",
        "pipelined.xml",
        "restricted-comment.xml",
        "restricted-entity.xml",
        "mismatch.xml",
        "cdata-end.xml",
        "deep.xml"
      })
  void fixtureReadsTheSameHoweverItIsSplit(String name) throws IOException {
    // Given
    byte[] bytes = fixture(name);
    List<String> whole = WireSplitter.whole(bytes, XmlLimits.DEFAULT);
    XmlParserPool pool = new XmlParserPool();
    assertThat(whole).hasSizeGreaterThan(1);

    // When
    for (int cut = 1; cut < bytes.length; cut++) {
      List<String> split = WireSplitter.read(bytes, XmlLimits.DEFAULT, pool, cut);

      // Then
      assertThat(split).as("cut at byte %d", cut).isEqualTo(whole);
    }
    assertThat(WireSplitter.bytewise(bytes, XmlLimits.DEFAULT)).isEqualTo(whole);
  }

  /** A parser of another make, on the whole document, finds the same stanzas at the same bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"session.xml", "markup.xml", "pipelined.xml"})
  void framesLieWhereABlockingParserFindsThem(String name) throws Exception {
    // Given
    byte[] bytes = fixture(name);
    List<String> expected = stanzasByLocation(bytes);

    // When
    List<String> frames = new ArrayList<>();
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    for (byte b : bytes) {
      reader.feed(new byte[] {b}, 0, 1);
      if (reader.next() instanceof XmlStreamEvent.FrameRead read) {
        frames.add(new String(read.frame().bytes(), StandardCharsets.UTF_8));
      }
    }

    // Then
    assertThat(frames).isNotEmpty().isEqualTo(expected);
  }

  private static List<String> stanzasByLocation(byte[] bytes) throws XMLStreamException {
    XMLStreamReader2 reader =
        (XMLStreamReader2)
            new InputFactoryImpl().createXMLStreamReader(new ByteArrayInputStream(bytes));
    List<String> stanzas = new ArrayList<>();
    int depth = 0;
    int start = 0;
    boolean open = true;
    while (open) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT && ++depth == 2) {
        start = (int) reader.getLocationInfo().getStartingByteOffset();
      } else if (event == XMLStreamConstants.END_ELEMENT && --depth == 1) {
        int end = (int) reader.getLocationInfo().getEndingByteOffset();
        stanzas.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
      open = depth > 0 && reader.hasNext();
    }
    return stanzas;
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = XmlWireTests.class.getResourceAsStream("/wire/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
