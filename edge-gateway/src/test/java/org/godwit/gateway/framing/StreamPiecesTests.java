package org.godwit.gateway.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.gateway.websocket.MessageText;
import org.godwit.protocol.xml.XmlParserPool;
import org.junit.jupiter.api.Test;

/** Cutting what is written to a stream. */
class StreamPiecesTests {
  private static final String HEADER =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams' from='localhost' id='a&amp;1'"
          + " version='1.0' xml:lang='en'>";

  private final StreamPieces pieces = new StreamPieces(new XmlParserPool());

  private List<String> texts(String chunk) {
    return pieces.read(chunk.getBytes(StandardCharsets.UTF_8)).stream()
        .map(piece -> new String(MessageText.of(piece), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void everyElementIsCompleteInItself() {
    assertThat(
            texts(
                HEADER
                    + "<stream:features><bind xmlns='urn:b'/></stream:features>"
                    + "<message id='1'><body>x</body></message><iq/>"
                    + "<r xmlns='urn:xmpp:sm:3'/>"
                    + "<message id=\" xmlns='no'\"/></stream:stream>"))
        .containsExactly(
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='localhost' id='a&amp;1'"
                + " version='1.0' xml:lang='en'/>",
            "<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\">"
                + "<bind xmlns=\"urn:b\"/></stream:features>",
            "<message xmlns='jabber:client' id='1'><body>x</body></message>",
            "<iq xmlns='jabber:client'/>",
            "<r xmlns='urn:xmpp:sm:3'/>",
            "<message xmlns='jabber:client' id=\" xmlns='no'\"/>",
            "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
  }

  @Test
  void anotherHeaderBeginsAnotherStream() {
    assertThat(texts(HEADER + "<a xmlns='x'/>")).hasSize(2);
    assertThat(texts(HEADER + "<a xmlns='x'/>")).hasSize(2);
    assertThat(texts("<b xmlns='x'/>")).containsExactly("<b xmlns='x'/>");
  }

  @Test
  void aSpaceIsNothing() {
    assertThat(texts(HEADER)).hasSize(1);
    assertThat(texts(" ")).isEmpty();
  }

  @Test
  void halfAnElementIsABugOfItsWriter() {
    assertThat(texts(HEADER)).hasSize(1);
    assertThatThrownBy(() -> texts("<message><bo")).isInstanceOf(IllegalStateException.class);
  }
}
