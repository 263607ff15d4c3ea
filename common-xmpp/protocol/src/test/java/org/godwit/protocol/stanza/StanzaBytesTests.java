package org.godwit.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaBytesTests {

  private static final Jid ALICE = Jid.of("alice@example.com/it's");
  private static final Jid BOB = Jid.of("bob@example.com");

  @Test
  void stampRewritesTheStartTagAndCopiesTheContent() {
    // When
    String stamped =
        stamp(
            "<message from='alice@example.com' type='chat' to='Bob@example.com' id='1&amp;2'>"
                + "<body >a &#65; <![CDATA[<]]></body></message>",
            BOB,
            "de");

    // Then
    assertThat(stamped)
        .isEqualTo(
            "<message xmlns=\"jabber:client\" from=\"alice@example.com/it&apos;s\""
                + " to=\"bob@example.com\" type=\"chat\" id=\"1&amp;2\" xml:lang=\"de\">"
                + "<body >a &#65; <![CDATA[<]]></body></message>");
  }

  @Test
  void addressIsPutBehindTheNamespace() {
    // Given
    byte[] stanza =
        "<message xmlns=\"jabber:client\" from=\"r@x/n\"><body>to=</body></message>"
            .getBytes(StandardCharsets.UTF_8);

    // When
    byte[] addressed = StanzaBytes.addressed(stanza, Jid.of("a@x/\u260e<&>"));

    // Then
    assertThat(new String(addressed, StandardCharsets.UTF_8))
        .isEqualTo(
            "<message xmlns=\"jabber:client\" to=\"a@x/\u260e&lt;&amp;&gt;\" from=\"r@x/n\">"
                + "<body>to=</body></message>");
    assertThatThrownBy(
            () -> StanzaBytes.addressed("<message/>".getBytes(StandardCharsets.UTF_8), BOB))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ownLanguageWins() {
    assertThat(stamp("<message xml:lang='fr'/>", null, "de"))
        .isEqualTo(
            "<message xmlns=\"jabber:client\" from=\"alice@example.com/it&apos;s\""
                + " xml:lang=\"fr\"/>");
  }

  @Test
  void declaredNamespaceIsNotDeclaredTwice() {
    assertThat(stamp("<presence xmlns='jabber:client'></presence>", null, null))
        .isEqualTo("<presence xmlns=\"jabber:client\" from=\"alice@example.com/it&apos;s\"/>");
  }

  @Test
  void prefixedAttributesStayValid() throws XmlException {
    // Given
    XmlFrame frame =
        StanzaReaderTests.frame(
            "<message x:a='1' y:a='2' xmlns:y='urn:y'><x:p y:q='3'/></message>", "xmlns:x='urn:x'");

    // When
    XmlElement stamped = XmlReader.parse(StanzaBytes.stamp(frame, ALICE, BOB, null));

    // Then
    assertThat(stamped.attribute("urn:x", "a")).isEqualTo("1");
    assertThat(stamped.attribute("urn:y", "a")).isEqualTo("2");
    XmlElement child = Objects.requireNonNull(stamped.child("urn:x", "p"));
    assertThat(child.attribute("urn:y", "q")).isEqualTo("3");
  }

  @Test
  void declarationIsFoundWhereTheBusHasIt() {
    // Given
    byte[] stanza =
        StanzaBytes.of(XmlElement.of("jabber:client", "iq").attribute("id", "1").build());

    // When
    int start = StanzaBytes.declarationStart(stanza);

    // Then
    String text = new String(stanza, StandardCharsets.UTF_8);
    assertThat(text).isEqualTo("<iq xmlns=\"jabber:client\" id=\"1\"/>");
    assertThat(start).isEqualTo(3);
    assertThat(text.substring(start)).startsWith(StanzaBytes.NAMESPACE_DECLARATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<iq/>",
        "<iq id=\"1\" xmlns=\"jabber:client\"/>",
        "<iq xmlns='jabber:client'/>",
        "<iq xmlns=\"jabber:server\"/>",
        "<iq><a xmlns=\"jabber:client\"/></iq>",
        "<iq xmlns=\"jabber:clien",
      })
  void declarationElsewhereIsNotFound(String stanza) {
    assertThat(StanzaBytes.declarationStart(stanza.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
  }

  private static String stamp(String stanza, @Nullable Jid to, @Nullable String lang) {
    byte[] bytes = StanzaBytes.stamp(StanzaReaderTests.frame(stanza), ALICE, to, lang);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
