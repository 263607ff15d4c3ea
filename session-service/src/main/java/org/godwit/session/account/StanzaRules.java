package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.account.DeliveryRules.AddressForm;
import org.godwit.session.account.Mailbox.Existence;
import org.jspecify.annotations.Nullable;

/** Carries out {@link DeliveryRules}: from a stanza for the account to the effects. Pure. */
final class StanzaRules {

  private final AccountSettings settings;

  StanzaRules(AccountSettings settings) {
    this.settings = settings;
  }

  Step deliver(AccountState state, StanzaInput input, Env env) {
    String resource = input.resource();
    OnlineSession match = resource == null ? null : state.ofResource(resource);
    if (match != null && match.stream().equals(input.dead())) {
      match = null;
    }
    AddressForm form =
        match != null
            ? AddressForm.FULL_BOUND
            : resource == null ? AddressForm.BARE : AddressForm.FULL_UNBOUND;
    boolean reachable = isReachable(state, input);
    return switch (DeliveryRules.verdict(input.head().type(), form, reachable)) {
      case RESOURCE -> toResource(state, match, input, env);
      case NON_NEGATIVE -> toBareJid(state, input, env);
      case AVAILABLE -> toAvailable(state, input);
      case OFFLINE -> toStore(state, input, env);
      case ANSWER -> onBehalf(state, input, env);
      case REFUSE -> refuse(state, input);
      case DROP -> Step.nothing(state);
    };
  }

  private static boolean isReachable(AccountState state, StanzaInput input) {
    List<OnlineSession> sessions = state.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession session = sessions.get(i);
      if (session.takesMessages() && !session.stream().equals(input.dead())) {
        return true;
      }
    }
    return false;
  }

  private Step toResource(
      AccountState state, @Nullable OnlineSession match, StanzaInput input, Env env) {
    if (match == null) {
      return Step.nothing(state);
    }
    Backlog backlog = state.mailbox().backlog();
    if (backlog != null
        && backlog.holdsBack(match.stream())
        && StorageRules.isStorable(input.head())) {
      return behindBacklog(state, backlog, input.row(env.key(), null), input);
    }
    return Step.of(state, Deliveries.one(match, input.head(), input.stanza()));
  }

  /** RFC 6121, section 8.5.2.1.1. */
  private Step toBareJid(AccountState state, StanzaInput input, Env env) {
    Backlog backlog = state.mailbox().backlog();
    boolean storable = backlog != null && StorageRules.isStorable(input.head());
    List<OnlineSession> now = new ArrayList<>(state.sessions().size());
    boolean held = false;
    for (OnlineSession session : state.sessions()) {
      if (!session.takesMessages() || session.stream().equals(input.dead())) {
        continue;
      }
      if (storable && backlog != null && backlog.holdsBack(session.stream())) {
        held = true;
      } else {
        now.add(session);
      }
    }
    if (!held || backlog == null) {
      return new Step(state, Deliveries.all(now, input.head(), input.stanza()));
    }
    if (now.isEmpty()) {
      return behindBacklog(state, backlog, input.row(env.key(), null), input);
    }
    Step behind =
        behindBacklog(state, backlog, input.row(env.key(), backlog.stream().stream()), input);
    return new Step(state, Deliveries.all(now, input.head(), input.stanza())).then(behind);
  }

  /** Lets a message wait behind older ones, so that it cannot overtake them (XEP-0160, 2). */
  private Step behindBacklog(
      AccountState state, Backlog backlog, OfflineRow row, StanzaInput input) {
    // The backlog shrinks at this moment, so the limit may be passed for a while, but not by much.
    if (state.mailbox().stored() >= 2L * Math.max(settings.offlineMessagesMax(), 1)) {
      return row.stream() == null ? overLimit(state, input) : Step.nothing(state);
    }
    Mailbox mailbox = state.mailbox().oneMore().withBacklog(backlog.markDirty());
    return Step.of(state.withMailbox(mailbox), new Effect.PersistOffline(row));
  }

  private static Step toAvailable(AccountState state, StanzaInput input) {
    List<OnlineSession> available = new ArrayList<>(state.sessions().size());
    for (OnlineSession session : state.sessions()) {
      if (session.available() && !session.stream().equals(input.dead())) {
        available.add(session);
      }
    }
    return available.isEmpty()
        ? Step.nothing(state)
        : new Step(state, Deliveries.all(available, input.head(), input.stanza()));
  }

  /** XEP-0160, section 2. */
  private Step toStore(AccountState state, StanzaInput input, Env env) {
    if (!StorageRules.isStorable(input.head())
        || env.key().length() > OfflineRow.ACCOUNT_CHARS_MAX) {
      return refuse(state, input);
    }
    Mailbox mailbox = state.mailbox();
    boolean full = mailbox.stored() >= settings.offlineMessagesMax();
    if (mailbox.stored() < 0
        || (full && !mailbox.exact())
        || !isExistenceKnown(state, input.record().timestampMs())) {
      return Step.of(state, new Effect.Lookup());
    }
    if (mailbox.existence() == Existence.ABSENT) {
      return forget(refuse(state, input));
    }
    if (full) {
      return overLimit(state, input);
    }
    Backlog backlog = mailbox.backlog();
    Mailbox next = mailbox.oneMore();
    return Step.of(
        state.withMailbox(backlog == null ? next : next.withBacklog(backlog.markDirty())),
        new Effect.PersistOffline(input.row(env.key(), null)));
  }

  /** RFC 6121, section 8.5.2.1.3: the server answers an iq for the bare JID. */
  private Step onBehalf(AccountState state, StanzaInput input, Env env) {
    boolean own = input.head().from() != null && input.head().from().bare().equals(env.account());
    if (!own && !isExistenceKnown(state, input.record().timestampMs())) {
      return Step.of(state, new Effect.Lookup());
    }
    if (!own && !state.isOnline() && state.mailbox().existence() == Existence.ABSENT) {
      return forget(refuse(state, input));
    }
    return Step.of(
        state,
        new Effect.AnswerIq(
            TargetKind.ACCOUNT,
            input.origin(),
            input.head(),
            input.stanza(),
            input.record().timestampMs()));
  }

  private boolean isExistenceKnown(AccountState state, long nowMs) {
    if (state.isOnline()) {
      return true;
    }
    Mailbox mailbox = state.mailbox();
    return mailbox.existence() != Existence.UNKNOWN
        && nowMs - mailbox.checkedAtMs() <= settings.accountRecheck().toMillis();
  }

  /** The next stanza asks anew: the account may be registered by then. */
  private static Step forget(Step step) {
    return new Step(step.state().withMailbox(Mailbox.UNKNOWN), step.effects());
  }

  private static Step overLimit(AccountState state, StanzaInput input) {
    return Step.of(state, new Effect.CountRefused()).then(refuse(state, input));
  }

  private static Step refuse(AccountState state, StanzaInput input) {
    return new Step(
        state,
        Answers.error(
            input.origin(),
            input.head(),
            input.stanza(),
            StanzaErrorCondition.SERVICE_UNAVAILABLE));
  }
}
