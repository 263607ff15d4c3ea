package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.account.DeliveryRules.AddressForm;
import org.godwit.session.account.DeliveryRules.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6121, section 8.5, row by row. */
class DeliveryRulesTests {

  @ParameterizedTest
  @CsvSource({
    // 8.5.2.1.1: bare JID, at least one resource with non-negative priority.
    "NORMAL,    BARE, true,  NON_NEGATIVE",
    "CHAT,      BARE, true,  NON_NEGATIVE",
    "HEADLINE,  BARE, true,  NON_NEGATIVE",
    "GROUPCHAT, BARE, true,  REFUSE",
    "MESSAGE_ERROR, BARE, true, DROP",
    // 8.5.2.2.1: bare JID, no such resource.
    "NORMAL,    BARE, false, OFFLINE",
    "CHAT,      BARE, false, OFFLINE",
    "HEADLINE,  BARE, false, DROP",
    "GROUPCHAT, BARE, false, REFUSE",
    "MESSAGE_ERROR, BARE, false, DROP",
    // 8.5.3.1: full JID that matches.
    "NORMAL,    FULL_BOUND, false, RESOURCE",
    "NORMAL,    FULL_BOUND, true,  RESOURCE",
    "CHAT,      FULL_BOUND, false, RESOURCE",
    "HEADLINE,  FULL_BOUND, false, RESOURCE",
    "GROUPCHAT, FULL_BOUND, false, RESOURCE",
    "MESSAGE_ERROR, FULL_BOUND, true, RESOURCE",
    // 8.5.3.2.1: full JID that does not match; normal like chat, so that nothing is lost.
    "NORMAL,    FULL_UNBOUND, true,  NON_NEGATIVE",
    "NORMAL,    FULL_UNBOUND, false, OFFLINE",
    "CHAT,      FULL_UNBOUND, true,  NON_NEGATIVE",
    "CHAT,      FULL_UNBOUND, false, OFFLINE",
    "HEADLINE,  FULL_UNBOUND, true,  DROP",
    "GROUPCHAT, FULL_UNBOUND, true,  REFUSE",
    "MESSAGE_ERROR, FULL_UNBOUND, true, DROP"
  })
  void messagesGoWhereSection85Says(
      StanzaType type, AddressForm form, boolean reachable, Verdict verdict) {
    assertThat(DeliveryRules.verdict(type, form, reachable)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    // 8.5.2.1.2 and 8.5.2.2.2: bare JID.
    "AVAILABLE,      BARE, AVAILABLE",
    "UNAVAILABLE,    BARE, AVAILABLE",
    "SUBSCRIBE,      BARE, AVAILABLE",
    "SUBSCRIBED,     BARE, AVAILABLE",
    "UNSUBSCRIBE,    BARE, AVAILABLE",
    "UNSUBSCRIBED,   BARE, AVAILABLE",
    "PROBE,          BARE, DROP",
    "PRESENCE_ERROR, BARE, DROP",
    // 8.5.3.1: full JID that matches.
    "AVAILABLE,      FULL_BOUND, RESOURCE",
    "UNAVAILABLE,    FULL_BOUND, RESOURCE",
    "SUBSCRIBE,      FULL_BOUND, AVAILABLE",
    "PRESENCE_ERROR, FULL_BOUND, RESOURCE",
    // 8.5.3.2.2: full JID that does not match.
    "AVAILABLE,      FULL_UNBOUND, DROP",
    "UNAVAILABLE,    FULL_UNBOUND, DROP",
    "SUBSCRIBE,      FULL_UNBOUND, AVAILABLE",
    "PRESENCE_ERROR, FULL_UNBOUND, DROP"
  })
  void presenceGoesWhereSection85Says(StanzaType type, AddressForm form, Verdict verdict) {
    assertThat(DeliveryRules.verdict(type, form, true)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    // 8.5.2.1.3: bare JID.
    "GET,      BARE, ANSWER",
    "SET,      BARE, ANSWER",
    "RESULT,   BARE, DROP",
    "IQ_ERROR, BARE, DROP",
    // 8.5.3.1: full JID that matches.
    "GET,      FULL_BOUND, RESOURCE",
    "SET,      FULL_BOUND, RESOURCE",
    "RESULT,   FULL_BOUND, RESOURCE",
    "IQ_ERROR, FULL_BOUND, RESOURCE",
    // 8.5.3.2.3: full JID that does not match.
    "GET,      FULL_UNBOUND, REFUSE",
    "SET,      FULL_UNBOUND, REFUSE",
    "RESULT,   FULL_UNBOUND, DROP",
    "IQ_ERROR, FULL_UNBOUND, DROP"
  })
  void iqsGoWhereSection85Says(StanzaType type, AddressForm form, Verdict verdict) {
    assertThat(DeliveryRules.verdict(type, form, false)).isEqualTo(verdict);
  }
}
