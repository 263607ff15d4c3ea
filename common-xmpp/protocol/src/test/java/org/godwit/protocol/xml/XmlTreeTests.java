package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Element trees: reading, writing, looking things up. */
class XmlTreeTests {

  @Test
  void writerDeclaresNamespacesWhereTheyChange() {
    // Given
    XmlElement element =
        XmlElement.of("jabber:client", "message")
            .attribute("to", "a")
            .child(XmlElement.of("jabber:client", "body").text("hi"))
            .child(XmlElement.of("urn:x", "x").child(XmlElement.of("urn:x", "y")))
            .child(XmlElement.of("", "none"))
            .build();

    // When
    String alone = XmlWriter.toText(element);
    String inStream = XmlWriter.toText(element, "jabber:client");

    // Then
    assertThat(alone)
        .isEqualTo(
            "<message xmlns=\"jabber:client\" to=\"a\"><body>hi</body>"
                + "<x xmlns=\"urn:x\"><y/></x><none xmlns=\"\"/></message>");
    assertThat(inStream).isEqualTo(alone.replace(" xmlns=\"jabber:client\"", ""));
    assertThat(XmlWriter.toBytes(element, "jabber:client"))
        .isEqualTo(inStream.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writerEscapesWhatAReaderWouldChange() {
    // Given
    XmlElement element =
        XmlElement.of("u", "a").attribute("b", "<>&'\"\t\n\r").text("<>&'\"\t\n\r]]>").build();

    // When
    String text = XmlWriter.toText(element);

    // Then
    assertThat(text)
        .isEqualTo(
            "<a xmlns=\"u\" b=\"&lt;&gt;&amp;&apos;&quot;&#9;&#10;&#13;\">"
                + "&lt;&gt;&amp;'\"\t\n&#13;]]&gt;</a>");
  }

  @Test
  void writerDeclaresPrefixesThatAttributesNeed() {
    // Given
    XmlElement element =
        XmlElement.of("u", "a")
            .attribute("urn:1", "b", "x")
            .attribute("urn:2", "b", "y")
            .attribute(XmlAttribute.XML_NAMESPACE, "lang", "en")
            .build();

    // When, Then
    assertThat(XmlWriter.toText(element))
        .isEqualTo(
            "<a xmlns=\"u\" xmlns:ns1=\"urn:1\" ns1:b=\"x\" xmlns:ns2=\"urn:2\" ns2:b=\"y\""
                + " xml:lang=\"en\"/>");
  }

  @Test
  void readerResolvesPrefixesReferencesAndLineEnds() throws XmlException {
    // Given
    String text =
        " <p:a xmlns:p='urn:p' p:b='1' c='&#65;\n'>x&amp;&#x1F600;\r\ny\rz<![CDATA[<&]]>!<p:d/></p:a>\n";

    // When
    XmlElement element = XmlReader.parse(text.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(element.name()).isEqualTo(new XmlName("urn:p", "a"));
    assertThat(element.attribute("urn:p", "b")).isEqualTo("1");
    assertThat(element.attribute("c")).isEqualTo("A ");
    assertThat(element.text()).isEqualTo("x&\ud83d\ude00\ny\nz<&!");
    assertThat(element.children()).hasSize(2);
    assertThat(element.child("urn:p", "d")).isNotNull();
  }

  @Test
  void readerTakesTheNamespaceOfItsContext() throws XmlException {
    // Given
    byte[] bytes = "<iq><q xmlns='u'/></iq>".getBytes(StandardCharsets.UTF_8);

    // When, Then
    assertThat(XmlReader.parse(bytes, "jabber:client").namespace()).isEqualTo("jabber:client");
    assertThat(XmlReader.parse(bytes).namespace()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "<a>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        "</stream>",
        "<a/></stream>",
        "<a/></stream><b/>",
        "</stream><stream>",
        "<a></b>",
        "<a>&x;</a>",
        "<a/>&amp;",
        "<a/>&amp",
        "<a>&#xFFFF;</a>",
        "<a><!-- c --></a>",
        "<?xml version='1.0'?><a/>",
        "<!DOCTYPE a><a/>",
        "<a b='1' b='2'/>",
        "<p:a/>",
        "<a>\u0001</a>",
        "<a",
        "<",
      })
  void readerRefusesWhatIsNotOneElement(String text) {
    assertThatThrownBy(() -> XmlReader.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(XmlException.class);
  }

  @Test
  void readerRefusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> XmlReader.parse(new byte[] {'<', 'a', (byte) 0xC3, '/', '>'}))
        .isInstanceOf(XmlException.class);
  }

  @Test
  void elementFindsItsParts() {
    // Given
    XmlElement element =
        XmlElement.of("u", "a")
            .attribute("b", "1")
            .attribute("b", "2")
            .text("")
            .text("x")
            .child(XmlElement.of("u", "c"))
            .text("y")
            .child(XmlElement.of("v", "c"))
            .build();

    // When
    XmlElement without = element.toBuilder().without("u", "c").attribute("b", null).build();

    // Then
    assertThat(element.attributes()).hasSize(1);
    assertThat(element.attribute("b")).isEqualTo("2");
    assertThat(element.attribute("z")).isNull();
    assertThat(element.text()).isEqualTo("xy");
    assertThat(element.elements()).hasSize(2);
    assertThat(element.child("w", "c")).isNull();
    assertThat(Objects.requireNonNull(element.firstElement()).namespace()).isEqualTo("u");
    assertThat(without.elements()).hasSize(1);
    assertThat(without.attributes()).isEmpty();
    assertThat(XmlElement.of("u", "a").build().firstElement()).isNull();
    assertThat(element).hasToString("<a xmlns='u'.../>");
  }

  @Test
  void limitsRefuseBoundsThatNoStanzaFits() {
    assertThatThrownBy(() -> XmlLimits.DEFAULT.withStanzaBytesMax(9_999))
        .hasMessage("stanzaBytesMax is 9999 but must be at least 10000");
    assertThatThrownBy(() -> new XmlLimits(10_000, 1, 2, 8, 100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(XmlLimits.DEFAULT.stanzaBytesMax()).isEqualTo(262_144);
  }
}
