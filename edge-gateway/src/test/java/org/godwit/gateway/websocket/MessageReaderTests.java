package org.godwit.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.godwit.gateway.websocket.MessageReader.Message;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlParserPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is one message of RFC 7395, and what is none. */
class MessageReaderTests {
  private static final String OPEN =
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";
  private static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AAAA</auth>";

  private final MessageReader reader = new MessageReader(XmlLimits.DEFAULT, new XmlParserPool());

  private Message read(String text) {
    return reader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private String part(String text) {
    Message message = read(text);
    assertThat(message).isInstanceOf(Message.Part.class);
    return message instanceof Message.Part(byte[] bytes)
        ? new String(bytes, StandardCharsets.UTF_8)
        : "";
  }

  private StreamErrorCondition refused(Message message) {
    assertThat(message).isInstanceOf(Message.Refused.class);
    return message instanceof Message.Refused(var error)
        ? error.condition()
        : StreamErrorCondition.UNDEFINED_CONDITION;
  }

  @Test
  void openAndCloseAreTheStreamsHeaderAndEnd() {
    assertThat(part(OPEN))
        .startsWith("<stream:stream xmlns='jabber:client'")
        .contains(" to='localhost'", " version='1.0'")
        .endsWith("'>");
    assertThat(part(CLOSE)).isEqualTo("</stream:stream>");
  }

  @Test
  void openWithAnEndTagIsTheSame() {
    assertThat(part("<f:open xmlns:f='urn:ietf:params:xml:ns:xmpp-framing' to='a&amp;b'></f:open>"))
        .contains(" to='a&amp;b'");
  }

  @Test
  void stanzasPassAsTheyAre() {
    part(OPEN);
    String stanza =
        "<message xmlns='jabber:client'><body>" + MessageReader.NAMESPACE + "</body></message>";
    assertThat(part(stanza)).isEqualTo(stanza);
    assertThat(part("<r xmlns='urn:xmpp:sm:3'/> ")).isEqualTo("<r xmlns='urn:xmpp:sm:3'/> ");
  }

  @Test
  void anotherOpenMayFollowSaslOnly() {
    part(OPEN);
    part(AUTH);
    part(OPEN);
    assertThat(refused(read(OPEN))).isEqualTo(StreamErrorCondition.BAD_FORMAT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message/><message/>            | BAD_FORMAT",
        "<message/>text                  | BAD_FORMAT",
        "<message><body>half             | NOT_WELL_FORMED",
        "<message></presence>            | NOT_WELL_FORMED",
        "</stream:stream>                | BAD_FORMAT",
        "<stream:stream to='localhost'>  | BAD_FORMAT",
        "text                            | BAD_FORMAT",
        "'' | BAD_FORMAT",
        "<!-- comment --><message/>      | RESTRICTED_XML",
        "<x xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>    | INVALID_NAMESPACE",
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/><message/> | BAD_FORMAT",
        "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'>text</close> | BAD_FORMAT",
        "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'  | NOT_WELL_FORMED"
      })
  void whatIsNoSingleElementIsRefused(String message, StreamErrorCondition condition) {
    part(OPEN);
    assertThat(refused(read(message))).isEqualTo(condition);
  }

  @ParameterizedTest
  @CsvSource({"<message/>", "<stream:stream>", "<?xml version='1.0'?>"})
  void nothingComesBeforeOpen(String message) {
    assertThat(refused(read(message))).isEqualTo(StreamErrorCondition.BAD_FORMAT);
  }

  @Test
  void closeBeforeOpenIsRefused() {
    assertThat(refused(read(CLOSE))).isEqualTo(StreamErrorCondition.BAD_FORMAT);
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    part(OPEN);
    byte[] bytes = "<message>?</message>".getBytes(StandardCharsets.UTF_8);
    bytes[9] = (byte) 0xFF;
    assertThat(refused(reader.read(bytes))).isEqualTo(StreamErrorCondition.NOT_WELL_FORMED);
  }

  @Test
  void aMessagePastTheLimitIsRefused() {
    part(OPEN);
    assertThat(refused(read("<message><body>" + "x".repeat(300_000) + "</body></message>")))
        .isEqualTo(StreamErrorCondition.POLICY_VIOLATION);
  }
}
