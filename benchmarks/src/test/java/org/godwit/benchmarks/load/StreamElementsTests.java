package org.godwit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamElementsTests {

  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream id='1'><stream:features><a/><b>x</b></stream:features> "
          + "<r xmlns='urn:xmpp:sm:3'/><message to='a@x'><body>1</body></message></stream:stream>";

  @Test
  void elementsAreTheSameWhereverTheStreamIsCut() {
    for (int cut = 0; cut <= STREAM.length(); cut++) {
      // Given
      StreamElements elements = new StreamElements();
      List<String> found = new ArrayList<>();
      // When
      for (String part : List.of(STREAM.substring(0, cut), STREAM.substring(cut))) {
        elements.add(part);
        for (String next = elements.next(); next != null; next = elements.next()) {
          found.add(next);
        }
      }
      // Then
      assertThat(found)
          .as("cut at %d", cut)
          .containsExactly(
              "<stream:features><a/><b>x</b></stream:features>",
              "<r xmlns='urn:xmpp:sm:3'/>",
              "<message to='a@x'><body>1</body></message>",
              "</stream:stream>");
    }
  }
}
