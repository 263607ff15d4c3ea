package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** Resource binding (RFC 6120, section 7), and the end of all with the account. Pure. */
final class BindRules {

  private final AccountSettings settings;
  private final EndRules ends;
  private final ProfileRules profiles;

  BindRules(AccountSettings settings, EndRules ends, ProfileRules profiles) {
    this.settings = settings;
    this.ends = ends;
    this.profiles = profiles;
  }

  Step bind(AccountState state, StreamBind bind, Env env) {
    OnlineSession same = state.ofStream(bind.stream());
    if (same != null) {
      return same.isLive()
          ? Step.of(state, bound(bind, same.boundJid(), same.profile()))
          : Step.nothing(state);
    }
    String resource = bind.resource() == null ? env.resources().next() : bind.resource();
    Jid boundJid = env.account().withResource(resource);
    if (boundJid == null) {
      // RFC 6120, section 7.7.2.1.
      return refused(
          state, bind, StanzaErrorCondition.BAD_REQUEST, "The resource is not a valid one.");
    }
    OnlineSession old = state.ofAddress(boundJid);
    if (old == null && state.bound() >= settings.resourcesMax()) {
      // RFC 6120, section 7.6.2.1.
      return refused(
          state,
          bind,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The account has reached its limit of connected resources.");
    }
    Step step = old == null ? Step.nothing(state) : replaced(state, old);
    StreamProfile profile = profiles.profile(step.state(), null, bind.stream().stream());
    OnlineSession session = OnlineSession.bound(bind.stream(), boundJid).with(profile);
    if (bind.carbons()) {
      session = session.with(session.flags().withCarbons(true));
    }
    Step bound = Step.of(step.state().with(session), bound(bind, boundJid, profile));
    return step.then(bind.carbons() ? bound.then(profiles.refreshed(bound.state())) : bound);
  }

  /** RFC 6120, section 7.7.2.2, second choice: the new stream wins. */
  private Step replaced(AccountState state, OnlineSession old) {
    Step step =
        old.isLive()
            ? Step.of(
                state,
                close(
                    old.stream(),
                    StreamErrorCondition.CONFLICT,
                    "Another stream has bound this resource."))
            : Step.nothing(state);
    return step.then(ends.ended(state, old));
  }

  /** Ends all sessions because an administrator wants it (XEP-0133, section 4.5). */
  Step ended(AccountState state, AccountInput.Ending ending) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      if (ending.resource() != null && !ending.resource().equals(session.boundJid().resource())) {
        continue;
      }
      if (session.isLive()) {
        step =
            step.then(
                Step.of(
                    step.state(),
                    close(
                        session.stream(),
                        StreamErrorCondition.POLICY_VIOLATION,
                        "An administrator has ended the session.")));
      }
      step = step.then(ends.ended(step.state(), session));
    }
    return step;
  }

  /** Ends all streams of an account that was removed (XEP-0077, section 3.2). */
  static Step removed(AccountState state) {
    List<Effect> effects = new ArrayList<>();
    for (OnlineSession session : state.sessions()) {
      ResumeRequest request = session.attachment().request();
      if (session.isLive()) {
        effects.add(
            close(
                session.stream(), StreamErrorCondition.NOT_AUTHORIZED, "The account was removed."));
      } else if (request != null) {
        effects.add(
            EndRules.refused(
                request,
                StanzaErrorCondition.ITEM_NOT_FOUND,
                "The account was removed.",
                session.in()));
      }
    }
    effects.add(new Effect.DeleteMailbox());
    AccountState gone =
        new AccountState(List.of(), List.of(), Mailbox.UNKNOWN, AccountState.Applied.NOTHING);
    return new Step(gone, effects);
  }

  private static Effect bound(StreamBind bind, Jid boundJid, StreamProfile profile) {
    StreamRef stream = bind.stream();
    return new Effect.ToGateway(
        stream.gateway(),
        stream.stream(),
        new StreamBound(stream.stream(), bind.bindId(), boundJid, profile));
  }

  private static Step refused(
      AccountState state, StreamBind bind, StanzaErrorCondition condition, String text) {
    StreamRef stream = bind.stream();
    return Step.of(
        state,
        new Effect.ToGateway(
            stream.gateway(),
            stream.stream(),
            new StreamBindRefused(stream.stream(), bind.bindId(), condition, text)));
  }

  private static Effect close(StreamRef stream, StreamErrorCondition condition, String text) {
    return new Effect.ToGateway(
        stream.gateway(), stream.stream(), new StreamClose(stream.stream(), condition, text));
  }
}
