package org.godwit.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of RFC 6120, sections 4.9.3 and 8.3.3, and of XEP-0086, section 2. */
class ErrorConditionTests {

  @ParameterizedTest
  @CsvSource({
    "bad-request,modify,400",
    "conflict,cancel,409",
    "feature-not-implemented,cancel,501",
    "forbidden,auth,403",
    "gone,cancel,302",
    "internal-server-error,cancel,500",
    "item-not-found,cancel,404",
    "jid-malformed,modify,400",
    "not-acceptable,modify,406",
    "not-allowed,cancel,405",
    "not-authorized,auth,401",
    "policy-violation,modify,0",
    "recipient-unavailable,wait,404",
    "redirect,modify,302",
    "registration-required,auth,407",
    "remote-server-not-found,cancel,404",
    "remote-server-timeout,wait,504",
    "resource-constraint,wait,500",
    "service-unavailable,cancel,503",
    "subscription-required,auth,407",
    "undefined-condition,cancel,500",
    "unexpected-request,wait,400",
  })
  void stanzaConditionHasTypeAndLegacyCode(String element, String type, int code) {
    // When
    StanzaErrorCondition condition =
        Objects.requireNonNull(StanzaErrorCondition.ofElement(element));

    // Then
    assertThat(condition.element()).isEqualTo(element);
    assertThat(condition.type().attribute()).isEqualTo(type);
    assertThat(condition.legacyCode()).isEqualTo(code);
  }

  @Test
  void stanzaConditionsAreThoseOfTheRfc() {
    assertThat(StanzaErrorCondition.values()).hasSize(22);
    assertThat(StanzaErrorCondition.ofElement("no-such-condition")).isNull();
  }

  @Test
  void streamConditionsAreThoseOfTheRfc() {
    assertThat(Arrays.stream(StreamErrorCondition.values()).map(StreamErrorCondition::element))
        .containsExactly(
            "bad-format",
            "bad-namespace-prefix",
            "conflict",
            "connection-timeout",
            "host-gone",
            "host-unknown",
            "improper-addressing",
            "internal-server-error",
            "invalid-from",
            "invalid-namespace",
            "invalid-xml",
            "not-authorized",
            "not-well-formed",
            "policy-violation",
            "remote-connection-failed",
            "reset",
            "resource-constraint",
            "restricted-xml",
            "see-other-host",
            "system-shutdown",
            "undefined-condition",
            "unsupported-encoding",
            "unsupported-feature",
            "unsupported-stanza-type",
            "unsupported-version");
  }

  @ParameterizedTest
  @EnumSource(StanzaErrorType.class)
  void errorTypesAreWrittenInLowerCase(StanzaErrorType type) {
    assertThat(type.name()).isEqualToIgnoringCase(type.attribute());
    assertThat(type.attribute()).isLowerCase();
  }

  @Test
  void stanzaErrorIsWrittenWithCodeTypeConditionTextAndApplicationCondition() {
    // Given
    StanzaError error =
        new StanzaError(
            StanzaErrorType.WAIT,
            StanzaErrorCondition.RESOURCE_CONSTRAINT,
            "Too <many>.",
            XmlElement.of("urn:app", "too-many").build());

    // When
    String text = XmlWriter.toText(error.toElement("jabber:client"), "jabber:client");

    // Then
    assertThat(text)
        .isEqualTo(
            "<error code=\"500\" type=\"wait\">"
                + "<resource-constraint xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/>"
                + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\" xml:lang=\"en\">"
                + "Too &lt;many&gt;.</text><too-many xmlns=\"urn:app\"/></error>");
  }

  @Test
  void conditionWithoutLegacyCodeHasNoCodeAttribute() {
    // When
    XmlElement error =
        StanzaError.of(StanzaErrorCondition.POLICY_VIOLATION)
            .withType(StanzaErrorType.CANCEL)
            .toElement("jabber:client");

    // Then
    assertThat(error.attribute("code")).isNull();
    assertThat(error.attribute("type")).isEqualTo("cancel");
    assertThat(error.elements()).hasSize(1);
  }

  @Test
  void streamErrorIsWrittenWithTextAndApplicationCondition() {
    // Given
    StreamError error =
        new StreamError(
            StreamErrorCondition.POLICY_VIOLATION,
            "Too long.",
            XmlElement.of("urn:app", "stanza-too-big").build());

    // When
    String text = XmlWriter.toText(error.toElement());

    // Then
    assertThat(text)
        .isEqualTo(
            "<error xmlns=\"http://etherx.jabber.org/streams\">"
                + "<policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/>"
                + "<text xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\" xml:lang=\"en\">Too long."
                + "</text><stanza-too-big xmlns=\"urn:app\"/></error>");
    assertThat(StreamError.of(StreamErrorCondition.RESET).toElement().elements()).hasSize(1);
    assertThat(StreamError.of(StreamErrorCondition.RESET, "x").text()).isEqualTo("x");
  }
}
