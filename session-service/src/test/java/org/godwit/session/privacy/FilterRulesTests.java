package org.godwit.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0016, sections 2.1 and 2.2; XEP-0191, section 6. */
class FilterRulesTests {

  private static final Roster ROSTER =
      Roster.of(
          List.of(
              RosterItem.of(Jid.of("bob@localhost"))
                  .withLabels(null, List.of("Friends"))
                  .with(Subscription.BOTH)),
          1);

  private static PrivacyList list(String items) {
    String text = "<list xmlns='jabber:iq:privacy' name='l'>" + items + "</list>";
    try {
      return Objects.requireNonNull(
          PrivacyXml.list(XmlReader.parse(text.getBytes(StandardCharsets.UTF_8))));
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bob@localhost/desk, bob@localhost/desk, true",
    "bob@localhost/desk, bob@localhost/phone, false",
    "bob@localhost/desk, bob@localhost, false",
    "bob@localhost, bob@localhost/desk, true",
    "bob@localhost, bob@localhost, true",
    "bob@localhost, carol@localhost, false",
    "localhost/x, localhost/x, true",
    "localhost/x, localhost, false",
    "localhost, bob@localhost/desk, true",
    "localhost, localhost/x, true",
    "localhost, bob@sub.localhost, false",
  })
  void aRuleAboutAnAddressCovers(String rule, String peer, boolean covered) {
    assertThat(FilterRules.covers(Jid.of(rule), Jid.of(peer))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "bob@localhost, MESSAGE_IN, true",
    "bob@localhost, IQ_IN, false",
    "bob@localhost, PRESENCE_OUT, true",
    "bob@localhost, OTHER, false",
    "carol@localhost, IQ_IN, false",
    "carol@localhost, PRESENCE_IN, true",
  })
  void theFirstRuleThatMatchesDecides(String peer, Flow flow, boolean denied) {
    // Given
    PrivacyList list =
        list(
            "<item type='group' value='Friends' action='deny' order='9'>"
                + "<message/><presence-out/></item>"
                + "<item type='subscription' value='both' action='allow' order='10'/>"
                + "<item type='subscription' value='none' action='deny' order='11'>"
                + "<presence-in/></item>");

    // Then
    assertThat(FilterRules.isDenied(list, Jid.of(peer), flow, ROSTER)).isEqualTo(denied);
  }

  @Test
  void rulesAreSortedByTheirOrderAndWithoutAMatchAllIsAllowed() {
    // Given
    PrivacyList list =
        list(
            "<item type='jid' value='localhost' action='deny' order='5'/>"
                + "<item type='jid' value='bob@localhost' action='allow' order='2'/>");

    // Then
    assertThat(FilterRules.isDenied(list, Jid.of("bob@localhost"), Flow.OTHER, ROSTER)).isFalse();
    assertThat(FilterRules.isDenied(list, Jid.of("eve@localhost"), Flow.OTHER, ROSTER)).isTrue();
    assertThat(FilterRules.isDenied(list, Jid.of("eve@else"), Flow.OTHER, ROSTER)).isFalse();
    assertThat(FilterRules.isDenied(null, Jid.of("eve@localhost"), Flow.OTHER, ROSTER)).isFalse();
  }

  @Test
  void aBlockListStandsBeforeTheOtherRulesOfTheDefaultList() {
    // Given
    PrivacyList list =
        list(
            "<item type='jid' value='a@localhost' action='deny' order='3'/>"
                + "<item action='allow' order='4'/>");
    Privacy privacy = new Privacy(List.of(list), "l");

    // When
    Privacy next = privacy.withBlocked(List.of(Jid.of("b@localhost")));

    // Then
    assertThat(next.blocked()).containsExactly(Jid.of("b@localhost"));
    assertThat(next.lists().getFirst().items())
        .extracting(PrivacyItem::order)
        .containsExactly(1L, 2L);
    assertThat(next.withBlocked(List.of()).lists().getFirst().items()).hasSize(1);
  }

  @Test
  void theListThatTheFirstBlockMakesGoesWithTheLast() {
    // Given
    Privacy one = Privacy.NONE.withBlocked(List.of(Jid.of("b@localhost")));
    assertThat(one.defaultName()).isNotNull();

    // Then
    assertThat(one.withBlocked(List.of())).isEqualTo(Privacy.NONE);
  }
}
