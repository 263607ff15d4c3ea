package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Character data and attribute values: XML 1.0, sections 2.4, 3.1 and 4.1. */
class TextScanTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text that is longer than eight bytes",
        "&amp;&lt;&gt;&apos;&quot;",
        "&#0000000065;&#x41;&#x10FFFF;&#9;",
        "]] ]]&gt; ] > >>",
        "\u00e9\u20ac",
      })
  void dataIsReadUpToTheNextMarkup(String data) throws ScanException {
    // Given
    byte[] bytes = (data + "<b>").getBytes(StandardCharsets.UTF_8);

    for (int cut = 0; cut <= bytes.length - 3; cut++) {
      // When
      TextScan scan = new TextScan();
      int first = scan.skipData(bytes, 0, cut);
      int second = scan.skipData(bytes, cut, bytes.length);

      // Then
      assertThat(first).isEqualTo(cut);
      assertThat(second).isEqualTo(bytes.length - 3);
      assertThat(scan.isComplete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a]]>,NOT_WELL_FORMED",
    "]]]]>,NOT_WELL_FORMED",
    "&x,RESTRICTED_XML",
    "&ampx,RESTRICTED_XML",
    "&am;,RESTRICTED_XML",
    "&a.,RESTRICTED_XML",
    "&am<,NOT_WELL_FORMED",
    "&;,NOT_WELL_FORMED",
    "&1,NOT_WELL_FORMED",
    "'& ',NOT_WELL_FORMED",
    "&<,NOT_WELL_FORMED",
    "&#;,NOT_WELL_FORMED",
    "&#a,NOT_WELL_FORMED",
    "&#x;,NOT_WELL_FORMED",
    "&#xg,NOT_WELL_FORMED",
    "&#X4,NOT_WELL_FORMED",
    "&#1114112,NOT_WELL_FORMED",
    "&#99999999999999,NOT_WELL_FORMED",
    "&#0;,NOT_WELL_FORMED",
    "&#11;,NOT_WELL_FORMED",
    "&#xD800;,NOT_WELL_FORMED",
    "&#xFFFF;,NOT_WELL_FORMED",
  })
  void dataThatIsNotAllowedIsRefusedHoweverItIsSplit(String data, StreamErrorCondition condition) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < bytes.length; cut++) {
      int at = cut;
      TextScan scan = new TextScan();
      assertThatThrownBy(
              () -> {
                scan.skipData(bytes, 0, at);
                scan.skipData(bytes, at, bytes.length);
              })
          .isInstanceOfSatisfying(
              ScanException.class, e -> assertThat(e.condition()).isEqualTo(condition));
    }
  }

  @Test
  void valueEndsAtItsQuoteOrAtMarkup() throws ScanException {
    // Given
    TextScan scan = new TextScan();
    byte[] value = "a]]>\"&amp;' &bad;".getBytes(StandardCharsets.UTF_8);
    byte[] markup = "a< &bad;".getBytes(StandardCharsets.UTF_8);

    // When
    scan.checkValue(value, 0, value.length, (byte) '\'');
    scan.checkValue(markup, 0, markup.length, (byte) '\'');

    // Then
    assertThat(scan.isComplete()).isTrue();
  }

  @Test
  void referenceMayNotRunOverTheQuote() {
    TextScan scan = new TextScan();
    byte[] value = "&amp'".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> scan.checkValue(value, 0, value.length, (byte) '\''))
        .isInstanceOf(ScanException.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a&amp;b,a&b",
        "&lt;&gt;,<>",
        "&apos;&quot;,'\"",
        "&#65;&#x42;&#X43;,AB&#X43;",
        "x,x",
      })
  void referencesAreDecoded(String data, String text) {
    // Given
    String allowed = data.replace("&#X43;", "&amp;#X43;");
    byte[] bytes = allowed.getBytes(StandardCharsets.UTF_8);

    // When, Then
    assertThat(TextScan.decode(bytes, 0, bytes.length)).isEqualTo(text);
  }
}
