package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0203, section 2, and XEP-0160, section 2. */
class DelayRulesTests {

  private static final long TIME = Instant.parse("2002-09-10T23:08:25.120Z").toEpochMilli();
  private static final String DELAY =
      "<delay xmlns=\"urn:xmpp:delay\" from=\"localhost\" stamp=\"2002-09-10T23:08:25.120Z\"/>";

  private static String stamped(String stanza) {
    byte[] bytes = DelayRules.stamped(stanza.getBytes(StandardCharsets.UTF_8), "localhost", TIME);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<body>hi</body>",
        "<body>a / b &lt;/message&gt;</body>",
        "<x:body xmlns:x='jabber:client'  a = 'b' >&#x41;</x:body>",
        "<a/>",
        "text /"
      })
  void theContentStaysAsItCameAndTheDelayIsTheLastChild(String content) {
    // Given
    String open = "<message xmlns=\"jabber:client\" to=\"a@localhost\">";

    // When
    String result = stamped(open + content + "</message>");

    // Then
    assertThat(result).isEqualTo(open + content + DELAY + "</message>");
    StanzaTrees.parse(result.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aStanzaWithoutContentGetsTheDelayToo() {
    assertThat(stamped("<message xmlns=\"jabber:client\" to=\"a@localhost/x\"/>"))
        .isEqualTo("<message xmlns=\"jabber:client\" to=\"a@localhost/x\">" + DELAY + "</message>");
  }

  @Test
  void aDelayOfTheOwnDomainIsReplacedAndThatOfOthersStays() {
    // Given
    String room =
        "<delay xmlns=\"urn:xmpp:delay\" from=\"r@muc.localhost\" stamp=\"2001-01-01T00:00:00Z\"/>";
    String forged =
        "<delay xmlns=\"urn:xmpp:delay\" from=\"localhost\" stamp=\"1999-01-01T00:00:00Z\"/>";

    // When
    String result = stamped("<message xmlns=\"jabber:client\">" + forged + room + "</message>");

    // Then
    assertThat(result).isEqualTo("<message xmlns=\"jabber:client\">" + room + DELAY + "</message>");
  }

  @Test
  void wholeSecondsCarryNoFraction() {
    byte[] bytes =
        DelayRules.stamped(
            "<message xmlns=\"jabber:client\"/>".getBytes(StandardCharsets.UTF_8),
            "localhost",
            Instant.parse("2002-09-10T23:08:25Z").toEpochMilli());
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("stamp=\"2002-09-10T23:08:25Z\"");
  }
}
