package org.godwit.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IqTests {

  private final XmlElement request =
      XmlElement.of("jabber:client", "iq")
          .attribute("from", "a@b/c")
          .attribute("to", "b")
          .attribute("id", "7")
          .attribute("type", "get")
          .child(XmlElement.of("urn:q", "query"))
          .build();

  @Test
  void resultSwapsAddressesAndKeepsTheId() {
    // When
    XmlElement empty = Iq.result(request, null);
    XmlElement full = Iq.result(request, XmlElement.of("urn:q", "query").text("x").build());

    // Then
    assertThat(XmlWriter.toText(empty))
        .isEqualTo(
            "<iq xmlns=\"jabber:client\" from=\"b\" to=\"a@b/c\" id=\"7\" type=\"result\"/>");
    assertThat(full.elements()).hasSize(1);
    assertThat(Objects.requireNonNull(full.firstElement()).text()).isEqualTo("x");
  }

  @Test
  void requestWithoutAddresseeIsAnsweredWithoutSender() {
    // Given
    XmlElement own = request.toBuilder().attribute("to", null).build();

    // When
    XmlElement result = Iq.result(own, null);

    // Then
    assertThat(result.attribute("from")).isNull();
    assertThat(result.attribute("to")).isEqualTo("a@b/c");
  }

  // RFC 6120, section 8.3.1: the error stanza may include the original XML.
  @Test
  void errorOfAnIqHoldsTheRequestAndTheError() {
    // When
    XmlElement error =
        Objects.requireNonNull(
            Iq.error(request, StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE)));

    // Then
    assertThat(XmlWriter.toText(error))
        .isEqualTo(
            "<iq xmlns=\"jabber:client\" from=\"b\" to=\"a@b/c\" id=\"7\" type=\"error\">"
                + "<query xmlns=\"urn:q\"/><error code=\"503\" type=\"cancel\">"
                + "<service-unavailable xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/>"
                + "</error></iq>");
  }

  @Test
  void errorOfAMessageHoldsTheErrorAlone() {
    // Given
    XmlElement message =
        XmlElement.of("jabber:client", "message")
            .attribute("from", "a@b/c")
            .attribute("to", "x@b")
            .child(XmlElement.of("jabber:client", "body").text("secret"))
            .build();

    // When
    XmlElement error =
        Objects.requireNonNull(
            Iq.error(message, StanzaError.of(StanzaErrorCondition.GONE, "Moved.")));

    // Then
    assertThat(error.elements()).hasSize(1);
    assertThat(error.attribute("type")).isEqualTo("error");
    assertThat(error.attribute("id")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "iq,error,false",
    "iq,result,false",
    "message,error,false",
    "presence,error,false",
    "message,result,true",
    "presence,unavailable,true",
    "iq,set,true",
    "iq,nonsense,true",
  })
  void errorsAndResultsAreNeverAnsweredWithAnError(String kind, String type, boolean answered) {
    // Given
    XmlElement stanza = XmlElement.of("jabber:client", kind).attribute("type", type).build();

    // When
    XmlElement error = Iq.error(stanza, StanzaError.of(StanzaErrorCondition.BAD_REQUEST));

    // Then
    assertThat(error != null).isEqualTo(answered);
  }
}
