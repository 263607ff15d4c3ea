package org.godwit.gateway.xep0198_sm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.godwit.gateway.xep0198_sm.SmRequest.Ack;
import org.godwit.gateway.xep0198_sm.SmRequest.AckRequest;
import org.godwit.gateway.xep0198_sm.SmRequest.Enable;
import org.godwit.gateway.xep0198_sm.SmRequest.Invalid;
import org.godwit.gateway.xep0198_sm.SmRequest.Resume;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may say about stream management, and when (XEP-0198, sections 3 to 6). */
class SmRulesTests {
  private static final long TWO_32 = 1L << 32;

  private static SmRequest read(String name, String... attributes) {
    List<XmlAttribute> list =
        IntStream.range(0, attributes.length / 2)
            .mapToObj(i -> new XmlAttribute("", attributes[2 * i], attributes[2 * i + 1]))
            .toList();
    byte[] bytes = "<x/>".getBytes(StandardCharsets.UTF_8);
    return SmRules.read(
        new XmlFrame(new XmlName(SmElements.NAMESPACE, name), list, List.of(), bytes, 4, 4));
  }

  @Test
  void elementsAreReadAsTheyAreMeant() {
    assertThat(read("enable")).isEqualTo(new Enable(false, Integer.MAX_VALUE));
    assertThat(read("enable", "resume", "1", "max", "60")).isEqualTo(new Enable(true, 60));
    assertThat(read("enable", "resume", "true", "max", "4000000000"))
        .isEqualTo(new Enable(true, Integer.MAX_VALUE));
    assertThat(read("enable", "resume", "false")).isEqualTo(new Enable(false, Integer.MAX_VALUE));
    assertThat(read("r")).isEqualTo(new AckRequest());
    assertThat(read("a", "h", "4294967295")).isEqualTo(new Ack(4_294_967_295L));
    assertThat(read("resume", "previd", "s", "h", "0")).isEqualTo(new Resume("s", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.0", "x", "4294967296", "99999999999", " 1"})
  void countThatIsNoUnsignedIntIsABadRequest(String h) {
    Invalid bad = new Invalid(StanzaErrorCondition.BAD_REQUEST);

    assertThat(read("a", "h", h)).isEqualTo(bad);
    assertThat(read("resume", "previd", "s", "h", h)).isEqualTo(bad);
    assertThat(read("enable", "max", h)).isEqualTo(bad);
  }

  @Test
  void whatLacksAnAttributeIsABadRequest() {
    Invalid bad = new Invalid(StanzaErrorCondition.BAD_REQUEST);

    assertThat(read("a")).isEqualTo(bad);
    assertThat(read("resume", "h", "1")).isEqualTo(bad);
    assertThat(read("resume", "previd", "s")).isEqualTo(bad);
    assertThat(read("resume", "previd", "", "h", "1")).isEqualTo(bad);
    assertThat(read("enable", "max", "0")).isEqualTo(bad);
    assertThat(read("enable", "resume", "yes")).isEqualTo(bad);
    assertThat(read("enabled"))
        .isEqualTo(new Invalid(StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED));
  }

  @ParameterizedTest
  @CsvSource({
    // bound, managed: enable, resume, r, a
    "false, false, UNEXPECTED_REQUEST, , UNEXPECTED_REQUEST",
    "true, false, , UNEXPECTED_REQUEST, UNEXPECTED_REQUEST",
    "true, true, UNEXPECTED_REQUEST, UNEXPECTED_REQUEST, "
  })
  void orderOfTheXepIsEnforced(
      boolean bound,
      boolean managed,
      @Nullable StanzaErrorCondition enable,
      @Nullable StanzaErrorCondition resume,
      @Nullable StanzaErrorCondition ack) {
    assertThat(SmRules.refusal(new Enable(true, 1), true, bound, managed)).isEqualTo(enable);
    assertThat(SmRules.refusal(new Resume("s", 1), true, bound, managed)).isEqualTo(resume);
    assertThat(SmRules.refusal(new AckRequest(), true, bound, managed)).isEqualTo(ack);
    assertThat(SmRules.refusal(new Ack(1), true, bound, managed)).isEqualTo(ack);
    assertThat(SmRules.refusal(new Enable(true, 1), false, bound, managed))
        .isEqualTo(StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED);
  }

  @Test
  void resumptionTakesTheShorterTimeOfBothSides() {
    assertThat(SmRules.resumption(new Enable(true, 60), 300)).isEqualTo(60);
    assertThat(SmRules.resumption(new Enable(true, Integer.MAX_VALUE), 300)).isEqualTo(300);
    assertThat(SmRules.resumption(new Enable(true, 60), 0)).isZero();
    assertThat(SmRules.resumption(new Enable(false, 60), 300)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // h, acked, sent: acknowledged by then
    "0, 0, 0, 0",
    "3, 0, 5, 3",
    "5, 5, 5, 5",
    "6, 5, 5, -1",
    "10, 0, 8, -1",
    "3, 5, 8, 5",
    "0, 5, 5, 5",
    "4294967295, 0, 3, -1",
    "4294967295, 4294967290, 4294967299, 4294967295",
    "0, 4294967290, 4294967299, 4294967296",
    "3, 4294967295, 4294967299, 4294967299",
    "4, 4294967295, 4294967299, -1",
    "1, 8589934593, 8589934593, 8589934593",
    "2, 8589934593, 8589934594, 8589934594"
  })
  void countOfTheWireIsTakenModulo2To32(long h, long acked, long sent, long expected) {
    assertThat(SmRules.acknowledged(h, acked, sent)).isEqualTo(expected);
  }

  @Test
  void elementsAreWrittenAsTheXepHasThem() {
    assertThat(text(SmElements.enabled("s", 300, null)))
        .isEqualTo("<enabled xmlns=\"urn:xmpp:sm:3\" id=\"s\" resume=\"true\" max=\"300\"/>");
    assertThat(text(SmElements.enabled("s", 300, "a.example:5222")))
        .isEqualTo(
            "<enabled xmlns=\"urn:xmpp:sm:3\" id=\"s\" resume=\"true\" max=\"300\""
                + " location=\"a.example:5222\"/>");
    assertThat(text(SmElements.enabled("s", 0, "a.example:5222")))
        .isEqualTo("<enabled xmlns=\"urn:xmpp:sm:3\" id=\"s\"/>");
    assertThat(SmElements.ack(TWO_32 - 1))
        .isEqualTo("<a xmlns=\"urn:xmpp:sm:3\" h=\"4294967295\"/>");
    assertThat(SmElements.ack(TWO_32)).isEqualTo("<a xmlns=\"urn:xmpp:sm:3\" h=\"0\"/>");
    assertThat(text(SmElements.resumed("s", TWO_32 + 7)))
        .isEqualTo("<resumed xmlns=\"urn:xmpp:sm:3\" previd=\"s\" h=\"7\"/>");
    assertThat(text(SmElements.failed(StanzaErrorCondition.ITEM_NOT_FOUND, TWO_32 + 1)))
        .isEqualTo(
            "<failed xmlns=\"urn:xmpp:sm:3\" h=\"1\"><item-not-found"
                + " xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>");
    assertThat(SmElements.failed(StanzaErrorCondition.UNEXPECTED_REQUEST))
        .isEqualTo(
            "<failed xmlns=\"urn:xmpp:sm:3\"><unexpected-request"
                + " xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>");
  }

  @Test
  void errorOfTooHighACountNamesBothCounts() {
    StreamError error = SmElements.handledCountTooHigh(10, 8);

    assertThat(XmlWriter.toText(error.toElement()))
        .contains("<undefined-condition ")
        .contains("<handled-count-too-high xmlns=\"urn:xmpp:sm:3\" h=\"10\" send-count=\"8\"/>")
        .contains("You acknowledged 10 stanzas, but I only sent you 8 so far.");
  }

  private static String text(XmlElement element) {
    return XmlWriter.toText(element);
  }
}
