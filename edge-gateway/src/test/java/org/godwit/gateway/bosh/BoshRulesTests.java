package org.godwit.gateway.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.godwit.gateway.framing.StreamPiece;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlParserPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The pure rules of XEP-0124. */
class BoshRulesTests {
  private static final long SECOND = 1_000_000_000;

  private static BoshProperties properties(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("xmpp.gateway.bosh", BoshProperties.class);
  }

  private static @Nullable BoshBody read(String text) {
    return BoshBodyReader.read(
        text.getBytes(StandardCharsets.UTF_8), XmlLimits.DEFAULT, new XmlParserPool());
  }

  private static BoshBody body(String attributes) {
    BoshBody body = read("<body xmlns='http://jabber.org/protocol/httpbind' " + attributes + "/>");
    assertThat(body).isNotNull();
    return body == null ? new BoshBody(List.of(), List.of()) : body;
  }

  private static BoshTerms terms(String attributes) {
    return BoshTerms.of(body(attributes), properties(Map.of()));
  }

  @Test
  void aBodyHasAttributesAndPayloads() {
    BoshBody body =
        read(
            "<body rid='7' sid='s' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'"
                + " xmlns='http://jabber.org/protocol/httpbind'>"
                + "<message xmlns='jabber:client'/><iq xmlns='jabber:client'/></body>\n");
    assertThat(body).isNotNull();
    if (body != null) {
      assertThat(body.rid()).isEqualTo(7);
      assertThat(body.attribute("sid")).isEqualTo("s");
      assertThat(body.isRestart()).isTrue();
      assertThat(body.payloads()).hasSize(2);
      assertThat(body.isEmpty()).isFalse();
    }
    assertThat(body("rid='7'").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<body/>",
        "<body xmlns='http://jabber.org/protocol/httpbind'>",
        "<body xmlns='http://jabber.org/protocol/httpbind'><a></body>",
        "<body xmlns='http://jabber.org/protocol/httpbind'>text</body>",
        "<body xmlns='http://jabber.org/protocol/httpbind'/><a/>",
        "<body xmlns='http://jabber.org/protocol/httpbind'></body><a/>",
        "<body xmlns='http://jabber.org/protocol/httpbind'><!-- no --></body>",
        "<other xmlns='http://jabber.org/protocol/httpbind'/>"
      })
  void whatIsNoBodyIsRefused(String text) {
    assertThat(read(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "9007199254740991, 9007199254740991",
    "9007199254740992, -1",
    "-1, -1",
    "x, -1"
  })
  void requestIdsAreNumbersThatEveryClientCanCountTo(String text, long rid) {
    assertThat(body("rid='" + text + "'").rid()).isEqualTo(rid);
  }

  @Test
  void termsAreTheLowerOfBothWishes() {
    BoshTerms most = terms("rid='1' wait='3600' hold='9' ver='1.99' ack='1'");
    assertThat(most.waitSeconds()).isEqualTo(60);
    assertThat(most.hold()).isEqualTo(1);
    assertThat(most.requests()).isEqualTo(2);
    assertThat(most.version()).isEqualTo("1.11");
    assertThat(most.acks()).isTrue();
    assertThat(most.inactivitySeconds()).isEqualTo(30);
    BoshTerms least = terms("rid='1' wait='5' hold='0' ver='1.6'");
    assertThat(least.waitSeconds()).isEqualTo(5);
    assertThat(least.isPolling()).isTrue();
    assertThat(least.inactivitySeconds()).isEqualTo(60);
    assertThat(least.version()).isEqualTo("1.6");
    assertThat(least.acks()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/xml; charset=utf-8",
    "application/xml, application/xml",
    "text/plain; charset=utf-8, text/plain; charset=utf-8"
  })
  void aClientChoosesAmongPlainContentTypesOnly(String wish, String type) {
    assertThat(terms("rid='1' content='" + wish + "'").contentType()).isEqualTo(type);
  }

  @Test
  void theWindowTakesAsManyAsMayBeOpen() {
    RidWindow window = new RidWindow(10, 2);
    assertThat(window.place(10, false)).isEqualTo(RidWindow.Place.REPEATED);
    assertThat(window.place(11, false)).isEqualTo(RidWindow.Place.NEW);
    assertThat(window.place(12, false)).isEqualTo(RidWindow.Place.NEW);
    assertThat(window.place(13, false)).isEqualTo(RidWindow.Place.OUTSIDE);
    assertThat(window.place(13, true)).isEqualTo(RidWindow.Place.NEW);
    window.advance();
    assertThat(window.last()).isEqualTo(11);
    assertThat(window.place(13, false)).isEqualTo(RidWindow.Place.NEW);
  }

  @Test
  void aPollingClientMustNotAskTwiceForNothing() {
    PollingPace pace = new PollingPace(terms("rid='1' hold='0'"), 0);
    assertThat(pace.isTooFast(true, 1, SECOND)).isFalse();
    pace.onEmptyAnswer();
    assertThat(pace.isTooFast(true, 1, 2 * SECOND)).isTrue();
    pace.onEmptyAnswer();
    assertThat(pace.isTooFast(true, 1, 4 * SECOND)).isFalse();
    assertThat(pace.isTooFast(true, 1, 5 * SECOND)).as("got something").isFalse();
  }

  @Test
  void aWaitingClientMustNotSpendAllItsRequestsOnNothing() {
    PollingPace pace = new PollingPace(terms("rid='1'"), 0);
    assertThat(pace.isTooFast(true, 1, SECOND)).isFalse();
    assertThat(pace.isTooFast(false, 2, SECOND)).as("has a payload").isFalse();
    assertThat(pace.isTooFast(true, 1, SECOND)).isFalse();
    assertThat(pace.isTooFast(true, 2, SECOND)).isTrue();
  }

  @Test
  void answersSayWhyASessionEnds() {
    StreamPiece.Element error =
        new StreamPiece.Element(
            new XmlName("http://etherx.jabber.org/streams", "error"),
            "<stream:error/>".getBytes(StandardCharsets.UTF_8));
    assertThat(BoshText.answer(List.of(error), BoshBody.NONE, true))
        .isEqualTo(
            "<body xmlns='http://jabber.org/protocol/httpbind'"
                + " xmlns:stream='http://etherx.jabber.org/streams' type='terminate'"
                + " condition='remote-stream-error'><stream:error/></body>");
    assertThat(BoshText.terminate("item-not-found"))
        .isEqualTo(
            "<body xmlns='http://jabber.org/protocol/httpbind' type='terminate'"
                + " condition='item-not-found'/>");
  }

  @ParameterizedTest
  @CsvSource({
    "body-max, 1KB",
    "wait-max, 0s",
    "polling, 2m",
    "inactivity, 0s",
    "pause-max, 2h",
    "idle-timeout, 11m"
  })
  void propertiesRefuseWhatCannotWorkInOneSentence(String name, String value) {
    String key = "xmpp.gateway.bosh." + name;
    assertThatThrownBy(() -> properties(Map.of(key, value)))
        .rootCause()
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining(" but must be ");
  }
}
