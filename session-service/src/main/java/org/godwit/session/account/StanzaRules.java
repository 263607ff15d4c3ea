package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.account.DeliveryRules.AddressForm;
import org.godwit.session.account.Mailbox.Existence;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@link DeliveryRules}: from a stanza for the account to the effects. A detached
 * session counts as the resource it was; what is for it is kept in the store. Pure.
 */
final class StanzaRules {

  private final AccountSettings settings;
  private final StoreRules store;
  private final BacklogRules backlogs;

  StanzaRules(AccountSettings settings, BacklogRules backlogs) {
    this.settings = settings;
    this.store = new StoreRules(settings);
    this.backlogs = backlogs;
  }

  Step deliver(AccountState state, StanzaInput input, Env env) {
    Jid to = input.head().to();
    boolean full = to != null && to.isFull();
    OnlineSession match = to != null && to.isFull() ? state.ofAddress(to) : null;
    if (match != null && match.stream().equals(input.dead())) {
      match = null;
    }
    AddressForm form =
        match != null ? AddressForm.FULL_BOUND : full ? AddressForm.FULL_UNBOUND : AddressForm.BARE;
    if (CapsRules.isNotification(input)) {
      return notify(state, input, env);
    }
    boolean reachable = isReachable(state, input);
    return switch (DeliveryRules.verdict(input.head().type(), form, reachable)) {
      case RESOURCE -> toResource(state, match, input, env);
      case NON_NEGATIVE -> toBareJid(state, input, env);
      case AVAILABLE -> toAvailable(state, input, env);
      case OFFLINE -> toStore(state, input, env);
      case ANSWER -> onBehalf(state, input, env);
      case REFUSE -> refuse(state, input, env);
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
    if (match.isDetached()) {
      return store.isUncounted(state, env)
          ? Step.of(state, new Effect.Lookup())
          : keepAlone(state, match, input, env);
    }
    Backlog backlog = state.backlogOf(match.stream());
    if (backlog != null && backlog.holdsBack() && StorageRules.isStorable(input.head())) {
      return behind(state, row(match, backlog, input, env), input, env);
    }
    return Step.of(state, Deliveries.one(match, input.head(), input.stanza(), input.source()));
  }

  private Step keepAlone(AccountState state, OnlineSession session, StanzaInput input, Env env) {
    if (store.isFull(state, env)) {
      return overLimit(state, input, env);
    }
    return store.keep(state, input.row(env.key(), session.stream().stream()));
  }

  /** RFC 6121, section 8.5.2.1.1. */
  private Step toBareJid(AccountState state, StanzaInput input, Env env) {
    Step waiting = behindParting(state, input, env);
    if (waiting != null) {
      return waiting;
    }
    boolean storable =
        !state.mailbox().backlogs().isEmpty() && StorageRules.isStorable(input.head());
    List<OnlineSession> now = new ArrayList<>(state.sessions().size());
    List<OnlineSession> later = List.of();
    boolean detached = false;
    for (int i = 0; i < state.sessions().size(); i++) {
      OnlineSession session = state.sessions().get(i);
      if (!session.takesMessages() || input.isNotFor(session)) {
        continue;
      }
      if (session.isLive() && !(storable && holdsBack(state, session))) {
        now.add(session);
      } else {
        later = later.isEmpty() ? new ArrayList<>(2) : later;
        later.add(session);
        detached |= session.isDetached();
      }
    }
    if (later.isEmpty()) {
      return now.isEmpty() ? Step.nothing(state) : new Step(state, Deliveries.all(now, input));
    }
    if (detached && store.isUncounted(state, env)) {
      return Step.of(state, new Effect.Lookup());
    }
    return later(state, now, later, input, env);
  }

  private static boolean holdsBack(AccountState state, OnlineSession session) {
    Backlog backlog = state.backlogOf(session.stream());
    return backlog != null && backlog.holdsBack();
  }

  /**
   * Returns the row of a message that waits for one session. For a stream that may be resumed it is
   * the same as when the message is kept for it, or comes back from it: whichever way it takes, and
   * whoever decides it anew, there is one.
   */
  private static OfflineRow row(
      OnlineSession session, @Nullable Backlog backlog, StanzaInput input, Env env) {
    boolean own = session.isKeeping() || (backlog != null && !backlog.shared());
    return input.row(env.key(), own ? session.stream().stream() : null);
  }

  /** Some get it now; for the others it waits, for each in a row of its own. */
  private Step later(
      AccountState state,
      List<OnlineSession> now,
      List<OnlineSession> later,
      StanzaInput input,
      Env env) {
    if (now.isEmpty() && later.size() == 1) {
      OnlineSession session = later.getFirst();
      if (session.isDetached()) {
        return keepAlone(state, session, input, env);
      }
      Backlog backlog = state.backlogOf(session.stream());
      return behind(state, row(session, backlog, input, env), input, env);
    }
    Step step = now.isEmpty() ? Step.nothing(state) : new Step(state, Deliveries.all(now, input));
    for (OnlineSession session : later) {
      AccountState before = step.state();
      boolean full =
          session.isDetached() ? store.isFull(before, env) : store.isOverfull(before, env);
      step =
          step.then(
              full
                  ? Step.of(before, new Effect.Count(Effect.Event.REFUSED))
                  : store.keep(before, input.row(env.key(), session.stream().stream())));
    }
    return step;
  }

  /**
   * Lets a message to a resource that is parting wait until all that was sent to it before has come
   * back, so that it does not overtake that on its way to another resource.
   */
  private @Nullable Step behindParting(AccountState state, StanzaInput input, Env env) {
    Jid to = input.head().to();
    if (to == null || to.isBare() || !state.isParting(to)) {
      return null;
    }
    boolean waits = StorageRules.isStorable(input.head()) && !store.isOverfull(state, env);
    Step held = waits ? backlogs.holdAnywhere(state, input.dead()) : null;
    return held == null ? null : held.then(store.keep(held.state(), input.row(env.key(), null)));
  }

  /** Lets a message wait behind older ones, so that it cannot overtake them (XEP-0160, 2). */
  private Step behind(AccountState state, OfflineRow row, StanzaInput input, Env env) {
    // The backlog shrinks at this moment, so the limit may be passed for a while, but not by much.
    return store.isOverfull(state, env) ? overLimit(state, input, env) : store.keep(state, row);
  }

  private Step toAvailable(AccountState state, StanzaInput input, Env env) {
    return toAvailable(state, input, env, session -> true);
  }

  /** XEP-0163, section 4.3.1: to those that ask for it. What has come back is out of date. */
  private Step notify(AccountState state, StanzaInput input, Env env) {
    if (input.returned() != null || !state.isOnline()) {
      return Step.nothing(state);
    }
    String node = CapsRules.nodeOf(input);
    return toAvailable(
        CapsRules.missed(state), input, env, session -> CapsRules.isInterested(session, node));
  }

  private Step toAvailable(
      AccountState state, StanzaInput input, Env env, Predicate<OnlineSession> who) {
    List<OnlineSession> now = new ArrayList<>(state.sessions().size());
    List<OnlineSession> later = List.of();
    for (OnlineSession session : state.sessions()) {
      if (!session.available() || session.stream().equals(input.dead()) || !who.test(session)) {
        continue;
      }
      if (session.isLive()) {
        now.add(session);
      } else {
        later = later.isEmpty() ? new ArrayList<>(2) : later;
        later.add(session);
      }
    }
    if (!later.isEmpty()) {
      return store.isUncounted(state, env)
          ? Step.of(state, new Effect.Lookup())
          : later(state, now, later, input, env);
    }
    return now.isEmpty() ? Step.nothing(state) : new Step(state, Deliveries.all(now, input));
  }

  /** Stores a message that came back, for whoever can take it, unless somebody has it. */
  Step store(AccountState state, StanzaInput input, Env env) {
    for (OnlineSession session : state.sessions()) {
      if (!session.stream().equals(input.dead()) && input.isNotFor(session)) {
        return Step.nothing(state);
      }
    }
    if (store.isUncounted(state, env)) {
      return Step.of(state, new Effect.Lookup());
    }
    Step stored = toStore(state, input, env);
    return stored.then(backlogs.beginAnywhere(stored.state(), input.dead()));
  }

  /** XEP-0160, section 2. */
  private Step toStore(AccountState state, StanzaInput input, Env env) {
    if (!StorageRules.isStorable(input.head())
        || StorageRules.isBlank(input.head(), input.stanza())
        || env.key().length() > OfflineRow.ACCOUNT_CHARS_MAX) {
      return refuse(state, input, env);
    }
    if (store.isUncounted(state, env) || !isExistenceKnown(state, input)) {
      return Step.of(state, new Effect.Lookup());
    }
    if (state.mailbox().existence() == Existence.ABSENT && !state.isOnline()) {
      return forget(refuse(state, input, env));
    }
    return store.isFull(state, env)
        ? overLimit(state, input, env)
        : store.keep(state, input.row(env.key(), null));
  }

  /** RFC 6121, section 8.5.2.1.3: the server answers an iq for the bare JID. */
  private Step onBehalf(AccountState state, StanzaInput input, Env env) {
    boolean own = isFromWithin(input.head().from(), env.account());
    if (!own && !isExistenceKnown(state, input)) {
      return Step.of(state, new Effect.Lookup());
    }
    if (!own && !state.isOnline() && state.mailbox().existence() == Existence.ABSENT) {
      return forget(refuse(state, input, env));
    }
    return Step.of(state, new Effect.AnswerIq(TargetKind.ACCOUNT, input));
  }

  /** The account itself, or its own server, which speaks of accounts that are gone as well. */
  private static boolean isFromWithin(@Nullable Jid from, Jid account) {
    return from != null
        && (from.bare().equals(account)
            || (from.isDomain() && from.domain().equals(account.domain())));
  }

  /** Returns what becomes of a stanza where the account may be absent; null where it is there. */
  @Nullable Step absent(AccountState state, StanzaInput input) {
    if (!isExistenceKnown(state, input)) {
      return Step.of(state, new Effect.Lookup());
    }
    return !state.isOnline() && state.mailbox().existence() == Existence.ABSENT
        ? forget(Step.nothing(state))
        : null;
  }

  private boolean isExistenceKnown(AccountState state, StanzaInput input) {
    if (state.isOnline()) {
      return true;
    }
    Mailbox mailbox = state.mailbox();
    long nowMs = input.record().timestampMs();
    return mailbox.existence() != Existence.UNKNOWN
        && nowMs - mailbox.checkedAtMs() <= settings.accountRecheck().toMillis();
  }

  /** The next stanza asks anew: the account may be registered by then. */
  private static Step forget(Step step) {
    return new Step(step.state().withMailbox(Mailbox.UNKNOWN), step.effects());
  }

  private static Step overLimit(AccountState state, StanzaInput input, Env env) {
    return Step.of(state, new Effect.Count(Effect.Event.REFUSED)).then(refuse(state, input, env));
  }

  private static Step refuse(AccountState state, StanzaInput input, Env env) {
    return Answers.error(state, input, StanzaErrorCondition.SERVICE_UNAVAILABLE, env);
  }
}
