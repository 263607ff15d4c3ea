package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
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

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = XmlWireTests.class.getResourceAsStream("/wire/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
