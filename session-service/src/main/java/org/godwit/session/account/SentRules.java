package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/** What the account's own streams sent: RFC 6120, section 10.3 to 10.5. Pure. */
final class SentRules {

  private final ServedDomains domains;
  private final StanzaRules stanzas;
  private final PresenceRules presences;

  SentRules(ServedDomains domains, StanzaRules stanzas, PresenceRules presences) {
    this.domains = domains;
    this.stanzas = stanzas;
    this.presences = presences;
  }

  Step sent(AccountState state, InboundRecord record, Sent sent, Env env) {
    StanzaHead head = sent.head();
    Jid to = head.to();
    if (to == null && head.kind() == StanzaKind.PRESENCE) {
      return presences.broadcast(state, sent, record.offset());
    }
    if (to == null || to.bare().equals(env.account())) {
      // Section 10.3: without "to" it is handled as if it were for the account's bare JID.
      return stanzas.deliver(
          state, new StanzaInput(record, sent.origin(), head, sent.stanza(), null), env);
    }
    if (domains.serviceOf(to.domain()) == ServiceKind.SESSION && to.local() == null) {
      return toServer(state, record, sent, to);
    }
    return refuse(state, sent, StanzaErrorCondition.REMOTE_SERVER_NOT_FOUND);
  }

  /** Section 10.5.1 and 10.5.2: the domain itself, which takes nothing but iq requests. */
  private static Step toServer(AccountState state, InboundRecord record, Sent sent, Jid to) {
    StanzaType type = sent.head().type();
    if (type.isRequest() && to.isDomain()) {
      return Step.of(
          state,
          new Effect.AnswerIq(
              TargetKind.SERVER, sent.origin(), sent.head(), sent.stanza(), record.timestampMs()));
    }
    return refuse(state, sent, StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  /** Refuses what is not presence: presence that reaches nobody is dropped. */
  private static Step refuse(
      AccountState state, Sent sent, @Nullable StanzaErrorCondition condition) {
    return condition == null || sent.head().kind() == StanzaKind.PRESENCE
        ? Step.nothing(state)
        : new Step(state, Answers.error(sent.origin(), sent.head(), sent.stanza(), condition));
  }
}
