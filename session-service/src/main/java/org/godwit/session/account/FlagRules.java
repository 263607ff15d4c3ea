package org.godwit.session.account;

import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;

/**
 * What the modules' answers switch on and off for the session that has asked. A module checks the
 * request and answers it; that it was granted is read from the answer. Pure.
 */
final class FlagRules {

  private final ProfileRules profiles;

  FlagRules(ProfileRules profiles) {
    this.profiles = profiles;
  }

  /** Namespace of requests for stored messages (XEP-0013), and the node that has them. */
  private static final String OFFLINE = "http://jabber.org/protocol/offline";

  Step answered(AccountState state, AccountInput.Answered input) {
    XmlElement payload = input.request().firstElement();
    if (input.reply() instanceof Reply.Failure
        || payload == null
        || input.asked().origin() == null) {
      return Step.nothing(state);
    }
    OnlineSession session = state.ofStreamId(input.asked().origin().stream().stream());
    if (session == null) {
      return Step.nothing(state);
    }
    if (payload.namespace().equals(CarbonRules.NAMESPACE)) {
      return carbons(state, session, payload.localName().equals("enable"));
    }
    return payload.namespace().equals(OFFLINE) || OFFLINE.equals(payload.attribute("node"))
        ? Step.nothing(selectsOffline(state, session, input.asked()))
        : Step.nothing(state);
  }

  /** XEP-0280, sections 4 and 5. */
  private Step carbons(AccountState state, OnlineSession session, boolean on) {
    if (session.flags().carbons() == on) {
      return Step.nothing(state);
    }
    // The other streams' gateways hear of it before the client does.
    return profiles.refreshed(state.with(session.with(session.flags().withCarbons(on))));
  }

  /** XEP-0013, sections 2.2 and 2.6: who has looked is not flooded; what was removed is counted. */
  private static AccountState selectsOffline(
      AccountState state, OnlineSession session, StanzaInput asked) {
    AccountState next =
        session.flags().selectsOffline()
            ? state
            : state.with(session.with(session.flags().withSelectsOffline(true)));
    return asked.head().type() == StanzaType.SET
        ? next.withMailbox(next.mailbox().withStored(-1, false))
        : next;
  }
}
