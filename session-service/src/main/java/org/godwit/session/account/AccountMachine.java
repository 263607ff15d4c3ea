package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.ToGateway;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;

/**
 * Decides for one account: state and input in, state and effects out. Pure; any thread.
 *
 * <pre>
 *   a resource:
 *   (absent) --StreamBind--&gt; bound --presence--&gt; available --presence unavailable--&gt; bound
 *       ^                      |                     |
 *       +----------------------+---------------------+  StreamClosed, GatewayStarted, conflict
 * </pre>
 */
final class AccountMachine {

  private final StanzaRules stanzas;
  private final BacklogRules backlogs;
  private final BindRules binds;
  private final SentRules sents;

  AccountMachine(ServedDomains domains, AccountSettings settings) {
    this.stanzas = new StanzaRules(settings);
    this.backlogs = new BacklogRules(settings);
    this.binds = new BindRules(settings, backlogs);
    this.sents = new SentRules(domains, stanzas, new PresenceRules(backlogs));
  }

  Step step(AccountState state, AccountInput input, Env env) {
    return switch (input) {
      case AccountInput.Arrived arrived -> arrived(state, arrived.record(), env);
      case AccountInput.LookedUp found ->
          Step.nothing(
              state.withMailbox(
                  state.mailbox().checked(found.exists(), found.stored(), found.nowMs())));
      case AccountInput.Loaded loaded ->
          backlogs.loaded(state, loaded.stream(), loaded.rows(), env);
      case AccountInput.LoadFailed failed -> backlogs.loadFailed(state, failed.stream());
      case AccountInput.RetryLoad retry -> backlogs.retry(state, retry.stream());
      case AccountInput.Answered answered -> answered(state, answered);
    };
  }

  /** XEP-0077, section 3.2: the streams end after the answer. */
  private Step answered(AccountState state, AccountInput.Answered input) {
    Step reply =
        new Step(
            state, Answers.reply(input.origin(), input.head(), input.request(), input.reply()));
    return input.removed() ? reply.then(binds.removed(state)) : reply;
  }

  private Step arrived(AccountState state, InboundRecord record, Env env) {
    BusMessage message = record.message();
    return switch (message) {
      case Incoming m ->
          stanzas.deliver(
              state, new StanzaInput(record, m.origin(), m.head(), m.stanza(), null), env);
      case Sent m -> sents.sent(state, record, m, env);
      case Undelivered m -> undelivered(state, record, m, env);
      case Delivered m -> backlogs.delivered(state, m);
      case StreamBind m -> binds.bind(state, m, record.offset(), env);
      case StreamClosed m -> binds.ended(state, m.stream(), record.offset());
      case GatewayStarted m -> binds.gatewayStarted(state, m, record.offset());
      // TODO(3): stream management.
      case StreamEnabled _,
          StreamProgress _,
          StreamDetached _,
          StreamReleased _,
          StreamResume _,
          GatewayDrained _,
          StreamBarrier _ ->
          Step.nothing(state);
      case ToGateway m -> throw misplaced(m);
    };
  }

  /** A stanza that a gateway could not write: it goes where it would go without that stream. */
  private Step undelivered(AccountState state, InboundRecord record, Undelivered m, Env env) {
    StreamRef dead = m.stream();
    if (m.receipt() != null) {
      return backlogs.abandon(state, dead);
    }
    StanzaHead head = m.head();
    StanzaInput input = new StanzaInput(record, null, head, m.stanza(), dead);
    if (head.kind() == StanzaKind.MESSAGE) {
      boolean again =
          head.type() != StanzaType.GROUPCHAT && head.type() != StanzaType.MESSAGE_ERROR;
      return again ? stanzas.deliver(state, input, env) : Step.nothing(state);
    }
    return head.type().isRequest()
        ? new Step(
            state, Answers.error(null, head, m.stanza(), StanzaErrorCondition.SERVICE_UNAVAILABLE))
        : Step.nothing(state);
  }

  private static IllegalArgumentException misplaced(BusMessage message) {
    return new IllegalArgumentException(
        message.getClass().getSimpleName() + " is for gateways, not for an account's owner");
  }
}
