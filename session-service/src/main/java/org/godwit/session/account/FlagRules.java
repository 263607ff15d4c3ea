package org.godwit.session.account;

import org.godwit.protocol.module.Reply;
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

  /** XEP-0280, sections 4 and 5. */
  Step answered(AccountState state, AccountInput.Answered input) {
    XmlElement payload = input.request().firstElement();
    if (!(input.reply() instanceof Reply.Result)
        || payload == null
        || input.asked().origin() == null
        || !payload.namespace().equals(CarbonRules.NAMESPACE)) {
      return Step.nothing(state);
    }
    OnlineSession session = state.ofStreamId(input.asked().origin().stream().stream());
    boolean on = payload.localName().equals("enable");
    if (session == null || session.flags().carbons() == on) {
      return Step.nothing(state);
    }
    AccountState next = state.with(session.with(session.flags().withCarbons(on)));
    // The other streams' gateways hear of it before the client does.
    return profiles.refreshed(next);
  }
}
