package org.godwit.session.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6121, appendix A: each row of each table. */
class SubscriptionRulesTests {

  private static final Jid CONTACT = Jid.of("bob@localhost");
  private static final String REQUEST = "<presence type='subscribe'/>";

  /** "to+o" is: subscription to, pending out. */
  private static RosterItem item(String state) {
    String[] parts = state.split("\\+", 2);
    String pending = parts.length == 1 ? "" : parts[1];
    Subscription subscription = Subscription.of(parts[0]);
    return new RosterItem(
        CONTACT,
        null,
        List.of(),
        subscription == null ? Subscription.NONE : subscription,
        pending.contains("o"),
        pending.contains("a"),
        true,
        pending.contains("i") ? REQUEST : null);
  }

  @ParameterizedTest
  @CsvSource({
    "SUBSCRIBE, none, none+o, true",
    "SUBSCRIBE, none+o, none+o, true",
    "SUBSCRIBE, none+i, none+oi, true",
    "SUBSCRIBE, none+oi, none+oi, true",
    "SUBSCRIBE, to, to, true",
    "SUBSCRIBE, to+i, to+i, true",
    "SUBSCRIBE, from, from+o, true",
    "SUBSCRIBE, from+o, from+o, true",
    "SUBSCRIBE, both, both, true",
    "UNSUBSCRIBE, none, none, true",
    "UNSUBSCRIBE, none+o, none, true",
    "UNSUBSCRIBE, none+i, none+i, true",
    "UNSUBSCRIBE, none+oi, none+i, true",
    "UNSUBSCRIBE, to, none, true",
    "UNSUBSCRIBE, to+i, none+i, true",
    "UNSUBSCRIBE, from, from, true",
    "UNSUBSCRIBE, from+o, from, true",
    "UNSUBSCRIBE, both, from, true",
    "SUBSCRIBED, none, none+a, false",
    "SUBSCRIBED, none+o, none+oa, false",
    "SUBSCRIBED, none+i, from, true",
    "SUBSCRIBED, none+oi, from+o, true",
    "SUBSCRIBED, to, to+a, false",
    "SUBSCRIBED, to+i, both, true",
    "SUBSCRIBED, from, from, false",
    "SUBSCRIBED, from+o, from+o, false",
    "SUBSCRIBED, both, both, false",
    "UNSUBSCRIBED, none, none, false",
    "UNSUBSCRIBED, none+o, none+o, false",
    "UNSUBSCRIBED, none+a, none, false",
    "UNSUBSCRIBED, none+i, none, true",
    "UNSUBSCRIBED, none+oi, none+o, true",
    "UNSUBSCRIBED, to, to, false",
    "UNSUBSCRIBED, to+i, to, true",
    "UNSUBSCRIBED, from, none, true",
    "UNSUBSCRIBED, from+o, none+o, true",
    "UNSUBSCRIBED, both, to, true",
  })
  void outboundA2(StanzaType type, String before, String after, boolean routed) {
    // When
    SubscriptionRules.Outcome outcome = SubscriptionRules.outbound(type, item(before), CONTACT);

    // Then
    assertThat(outcome.item()).isEqualTo(item(after));
    assertThat(outcome.passes()).isEqualTo(routed);
  }

  @ParameterizedTest
  @CsvSource({
    "SUBSCRIBE, none, none+i, true",
    "SUBSCRIBE, none+o, none+oi, true",
    "SUBSCRIBE, none+i, none+i, false",
    "SUBSCRIBE, none+oi, none+oi, false",
    "SUBSCRIBE, to, to+i, true",
    "SUBSCRIBE, to+i, to+i, false",
    "SUBSCRIBE, from, from, false",
    "SUBSCRIBE, from+o, from+o, false",
    "SUBSCRIBE, both, both, false",
    "SUBSCRIBE, none+a, from, false",
    "SUBSCRIBE, to+a, both, false",
    "UNSUBSCRIBE, none, none, false",
    "UNSUBSCRIBE, none+o, none+o, false",
    "UNSUBSCRIBE, none+i, none, true",
    "UNSUBSCRIBE, none+oi, none+o, true",
    "UNSUBSCRIBE, to, to, false",
    "UNSUBSCRIBE, to+i, to, true",
    "UNSUBSCRIBE, from, none, true",
    "UNSUBSCRIBE, from+o, none+o, true",
    "UNSUBSCRIBE, both, to, true",
    "SUBSCRIBED, none, none, false",
    "SUBSCRIBED, none+o, to, true",
    "SUBSCRIBED, none+i, none+i, false",
    "SUBSCRIBED, none+oi, to+i, true",
    "SUBSCRIBED, to, to, false",
    "SUBSCRIBED, to+i, to+i, false",
    "SUBSCRIBED, from, from, false",
    "SUBSCRIBED, from+o, both, true",
    "SUBSCRIBED, both, both, false",
    "UNSUBSCRIBED, none, none, false",
    "UNSUBSCRIBED, none+o, none, true",
    "UNSUBSCRIBED, none+i, none+i, false",
    "UNSUBSCRIBED, none+oi, none+i, true",
    "UNSUBSCRIBED, to, none, true",
    "UNSUBSCRIBED, to+i, none+i, true",
    "UNSUBSCRIBED, from, from, false",
    "UNSUBSCRIBED, from+o, from, true",
    "UNSUBSCRIBED, both, from, true",
  })
  void inboundA3(StanzaType type, String before, String after, boolean delivered) {
    // When
    SubscriptionRules.Outcome outcome =
        SubscriptionRules.inbound(type, item(before), CONTACT, REQUEST);

    // Then
    assertThat(outcome.item()).isEqualTo(item(after));
    assertThat(outcome.passes()).isEqualTo(delivered);
  }

  @Test
  void aRequestOfAStrangerIsKeptButNotListed() {
    // When
    SubscriptionRules.Outcome outcome =
        SubscriptionRules.inbound(StanzaType.SUBSCRIBE, null, CONTACT, REQUEST);

    // Then
    assertThat(outcome.item())
        .isEqualTo(
            new RosterItem(
                CONTACT, null, List.of(), Subscription.NONE, false, false, false, REQUEST));
  }

  @Test
  void aRefusedStrangerLeavesNothing() {
    // Given
    RosterItem waiting =
        SubscriptionRules.inbound(StanzaType.SUBSCRIBE, null, CONTACT, REQUEST).item();

    // Then
    assertThat(SubscriptionRules.outbound(StanzaType.UNSUBSCRIBED, waiting, CONTACT).item())
        .isNull();
    assertThat(SubscriptionRules.inbound(StanzaType.UNSUBSCRIBE, waiting, CONTACT, REQUEST).item())
        .isNull();
  }

  @Test
  void cancellingWhatNeverWasMakesNoItem() {
    assertThat(SubscriptionRules.outbound(StanzaType.UNSUBSCRIBE, null, CONTACT).item()).isNull();
    assertThat(SubscriptionRules.inbound(StanzaType.SUBSCRIBED, null, CONTACT, REQUEST).item())
        .isNull();
  }
}
