package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
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
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.account.CarbonRules.Direction;

/**
 * Decides for one account: state and input in, state and effects out. Pure; any thread. {@link
 * LifecycleRules} draws the phases of a session.
 */
final class AccountMachine {

  private final StanzaRules stanzas;
  private final CopyRules copies;
  private final BacklogRules backlogs;
  private final BindRules binds;
  private final SentRules sents;
  private final EndRules ends;
  private final LifecycleRules lifecycles;
  private final ResumeRules resumes;
  private final ReturnRules returns;
  private final ProfileRules profiles;
  private final ContactRules contacts;
  private final PresencelessRules presenceless;
  private final FlagRules flags;

  AccountMachine(ServedDomains domains, AccountSettings settings) {
    this.profiles = new ProfileRules(settings);
    this.flags = new FlagRules(profiles);
    this.backlogs = new BacklogRules(settings);
    this.stanzas = new StanzaRules(settings, backlogs);
    this.copies = new CopyRules(domains, settings, stanzas);
    this.ends = new EndRules(settings, backlogs);
    this.binds = new BindRules(settings, ends, profiles);
    this.resumes = new ResumeRules(backlogs, profiles);
    this.lifecycles = new LifecycleRules(backlogs, ends, resumes);
    this.returns = new ReturnRules(settings, stanzas, backlogs, ends);
    this.contacts = new ContactRules(domains, settings, profiles);
    this.presenceless = new PresencelessRules(settings.contacts(), backlogs);
    this.sents =
        new SentRules(
            domains, copies, new PresenceRules(settings, backlogs, presenceless), contacts);
  }

  Step step(AccountState state, AccountInput input, Env env) {
    if (contacts.isMissing(state, input)) {
      return Step.of(state, new Effect.LookupContacts());
    }
    Step step = decided(state, input, env);
    return step.isLookup() || input instanceof AccountInput.ContactsFound
        ? step
        : contacts.settled(state, step, input, env);
  }

  private Step decided(AccountState state, AccountInput input, Env env) {
    return switch (input) {
      case AccountInput.Arrived arrived ->
          GoneRules.noted(state, arrived(state, arrived.record(), env), arrived.record());
      case AccountInput.Restored _ -> restored(state);
      case AccountInput.LookedUp found ->
          Step.nothing(
              state.withMailbox(
                  state.mailbox().checked(found.exists(), found.stored(), found.nowMs())));
      case AccountInput.ContactsFound found -> ContactRules.found(state, found);
      case AccountInput.Again again -> arrived(state, again.record(), env);
      case AccountInput.ContactsDue _ -> Step.nothing(state);
      case AccountInput.Loaded loaded -> backlogs.loaded(state, loaded, env);
      case AccountInput.LoadFailed failed -> backlogs.loadFailed(state, failed.stream());
      case AccountInput.OfLoad load -> step(state, load.result(), env);
      case AccountInput.RetryLoad retry -> backlogs.retry(state, retry.stream());
      case AccountInput.HoldOver over -> backlogs.holdOver(state, over.stream());
      case AccountInput.Kept kept -> ends.kept(state, kept.stream(), kept.rows(), env);
      case AccountInput.KeptFailed failed -> EndRules.keptFailed(state, failed.stream());
      case AccountInput.RetryKept retry -> EndRules.retryKept(state, retry.stream());
      case AccountInput.ReleaseAgain again -> LifecycleRules.releaseAgain(state, again.stream());
      case AccountInput.ResumptionOver over -> LifecycleRules.resumptionOver(state, over);
      case AccountInput.Discovered found -> CapsRules.discovered(state, found, env);
      case AccountInput.AbsenceFound found -> BroadcastRules.absent(state, found, env);
      case AccountInput.Answered answered -> answered(state, answered, env);
    };
  }

  private Step restored(AccountState state) {
    Step step = lifecycles.restored(state);
    step = step.then(CapsRules.restored(step.state()));
    return step.then(profiles.refreshed(step.state()));
  }

  /** XEP-0077, section 3.2: the streams end after the answer. */
  private Step answered(AccountState state, AccountInput.Answered input, Env env) {
    Step switched = flags.answered(state, input);
    Step reply = switched.then(Answers.reply(switched.state(), input, env));
    if (input.ended() != null) {
      return reply.then(binds.ended(reply.state(), input.ended()));
    }
    if (!input.removed()) {
      return reply;
    }
    Step told = reply.then(contacts.removed(reply.state(), env));
    return told.then(BindRules.removed(told.state()));
  }

  private Step incoming(AccountState state, StanzaInput input, Env env) {
    Step absent = input.head().type() == StanzaType.SUBSCRIBE ? stanzas.absent(state, input) : null;
    Step decided = absent == null ? contacts.incoming(state, input, env) : absent;
    return decided == null ? copies.deliver(state, input, Direction.RECEIVED, env) : decided;
  }

  private Step bound(AccountState state, StreamBind bind, long offset, Env env) {
    Step step = binds.bind(state, bind, env);
    return presenceless.isOn(env) ? presenceless.bound(state, step, bind.stream(), offset) : step;
  }

  private Step arrived(AccountState state, InboundRecord record, Env env) {
    BusMessage message = record.message();
    return switch (message) {
      case Incoming m -> incoming(state, StanzaInput.of(record, m), env);
      case Sent m -> sents.sent(state, record, m, env);
      case Undelivered m -> returns.undelivered(state, record, m, env);
      case Delivered m -> backlogs.delivered(state, m);
      case StreamBind m -> bound(state, m, record.offset(), env);
      case StreamClosed m -> lifecycles.closed(state, m, record.timestampMs());
      case StreamEnabled m -> lifecycles.enabled(state, m);
      case StreamProgress m -> LifecycleRules.progress(state, m);
      case StreamDetached m -> lifecycles.detached(state, m, record.timestampMs());
      case StreamReleased m -> lifecycles.released(state, m);
      case StreamResume m -> resumes.resume(state, m, record.timestampMs());
      case StreamBarrier m -> ProfileRules.barrier(state, m);
      case GatewayStarted m -> lifecycles.gatewayStarted(state, m, record.timestampMs());
      case GatewayDrained m -> lifecycles.gatewayDrained(state, m);
      // Its partition makes an Incoming of it for each account.
      case IncomingMany m -> throw misplaced(m);
      case ToGateway m -> throw misplaced(m);
    };
  }

  private static IllegalArgumentException misplaced(BusMessage message) {
    return new IllegalArgumentException(
        message.getClass().getSimpleName() + " is not for an account's owner");
  }
}
