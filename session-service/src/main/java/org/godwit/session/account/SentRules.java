package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.session.account.CarbonRules.Direction;

/** What the account's own streams sent: RFC 6120, section 10.3 to 10.5. Pure. */
final class SentRules {

  private final ServedDomains domains;
  private final CopyRules copies;
  private final PresenceRules presences;
  private final ContactRules contacts;

  SentRules(
      ServedDomains domains, CopyRules copies, PresenceRules presences, ContactRules contacts) {
    this.domains = domains;
    this.copies = copies;
    this.presences = presences;
    this.contacts = contacts;
  }

  Step sent(AccountState state, InboundRecord record, Sent sent, Env env) {
    Jid to = sent.head().to();
    if (to == null && sent.head().kind() == StanzaKind.PRESENCE) {
      return presences.broadcast(state, record, sent, env);
    }
    StanzaInput input = StanzaInput.of(record, sent);
    Step decided = contacts.sent(state, input, env);
    if (decided != null) {
      return decided;
    }
    if (to == null || to.bare().equals(env.account())) {
      if (CapsRules.isAnswer(sent.head())) {
        return CapsRules.answered(state, input);
      }
      // Section 10.3: without "to" it is handled as if it were for the account's bare JID.
      return copies.deliver(state, input, Direction.SENT, env);
    }
    ServiceKind service = domains.serviceOf(to.domain());
    if (service == ServiceKind.REMOTE) {
      return refuse(state, input, StanzaErrorCondition.REMOTE_SERVER_NOT_FOUND, env);
    }
    return service == ServiceKind.SESSION && to.local() == null
        ? toServer(state, input, to, env)
        : copies.sent(state, input, sent, toOther(state, sent, to), env);
  }

  /**
   * To another user, a room or a channel: the direct streams have sent it there already. What the
   * stream was when it sent it is told by the record alone: its profile may be another by now.
   */
  private static Step toOther(AccountState state, Sent sent, Jid to) {
    return Step.of(
        state,
        sent.head().has(StanzaTrait.FORWARD)
            ? new Effect.ToAddress(to, new Incoming(sent.origin(), sent.head(), sent.stanza()))
            : new Effect.Count(Effect.Event.SENT_COPY));
  }

  /** Section 10.5.1 and 10.5.2: the domain itself, which takes nothing but iq requests. */
  private static Step toServer(AccountState state, StanzaInput input, Jid to, Env env) {
    return input.head().type().isRequest() && to.isDomain()
        ? Step.of(state, new Effect.AnswerIq(TargetKind.SERVER, input))
        : refuse(state, input, StanzaErrorCondition.SERVICE_UNAVAILABLE, env);
  }

  /** Refuses what is not presence: presence that reaches nobody is dropped. */
  private static Step refuse(
      AccountState state, StanzaInput input, StanzaErrorCondition condition, Env env) {
    return input.head().kind() == StanzaKind.PRESENCE
        ? Step.nothing(state)
        : Answers.error(state, input, condition, env);
  }
}
