package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyXml;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterXml;
import org.jspecify.annotations.Nullable;

/**
 * Rosters, subscriptions, presence of others and privacy lists, seen from an account's machine:
 * what comes before its other rules, and what follows from a change of its sessions. Pure.
 */
final class ContactRules {

  private final ServedDomains domains;
  private final ContactSettings settings;
  private final ProfileRules profiles;
  private final SubscribeRules subscriptions;
  private final RosterRules rosters;
  private final BlockingRules blocking;
  private final PrivacyListRules privacies;
  private final ManagedRosterRules managed;

  ContactRules(ServedDomains domains, AccountSettings account, ProfileRules profiles) {
    this.domains = domains;
    this.settings = account.contacts();
    this.profiles = profiles;
    this.subscriptions = new SubscribeRules(settings);
    this.rosters = new RosterRules(settings);
    this.blocking = new BlockingRules(settings);
    this.privacies = new PrivacyListRules(settings);
    this.managed = new ManagedRosterRules(domains, settings);
  }

  /** What an input cannot be decided without. */
  private enum Need {
    NOTHING,
    PRIVACY,
    ALL
  }

  /** Tells whether rows must be read before {@code input} can be decided. */
  boolean isMissing(AccountState state, AccountInput input) {
    if (!settings.enabled()) {
      return false;
    }
    Contacts contacts = state.contacts();
    Privacy privacy = contacts.privacy();
    if (privacy != null && contacts.roster() != null) {
      return false;
    }
    boolean missing =
        switch (need(state, input)) {
          case NOTHING -> false;
          case PRIVACY -> privacy == null || privacy.needsRoster();
          case ALL -> true;
        };
    return missing && !isTriedLately(contacts, input);
  }

  /** While the database is away, an account goes on without its rows. */
  private boolean isTriedLately(Contacts contacts, AccountInput input) {
    long nowMs = timeOf(input);
    return contacts.unreadAtMs() != 0
        && (nowMs == 0 || nowMs - contacts.unreadAtMs() < settings.unreadRecheck().toMillis());
  }

  private Need need(AccountState state, AccountInput input) {
    if (input instanceof AccountInput.ContactsDue) {
      return state.contacts().owing() ? Need.ALL : Need.NOTHING;
    }
    if (input instanceof AccountInput.Again again) {
      return need(state, new AccountInput.Arrived(again.record()));
    }
    if (input instanceof AccountInput.Answered answered) {
      return answered.removed() ? Need.ALL : Need.NOTHING;
    }
    if (!(input instanceof AccountInput.Arrived arrived)) {
      return Need.NOTHING;
    }
    return switch (arrived.record().message()) {
      case Incoming m when managed.isOfServer(m.head()) -> Need.ALL;
      case Incoming m -> need(state, m.head().type());
      case Sent _, StreamBind _ -> Need.ALL;
      case StreamClosed _,
          StreamDetached _,
          StreamReleased _,
          StreamResume _,
          GatewayStarted _,
          GatewayDrained _,
          Undelivered _ ->
          isKnown(state) ? Need.ALL : Need.NOTHING;
      default -> Need.NOTHING;
    };
  }

  private static Need need(AccountState state, StanzaType type) {
    return switch (type) {
      case AVAILABLE, UNAVAILABLE, PRESENCE_ERROR -> state.isOnline() ? Need.PRIVACY : Need.NOTHING;
      case PROBE -> state.isOnline() ? Need.ALL : Need.NOTHING;
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> Need.ALL;
      default -> Need.PRIVACY;
    };
  }

  private static boolean isKnown(AccountState state) {
    for (OnlineSession session : state.sessions()) {
      if (session.exposure().isKnown()) {
        return true;
      }
    }
    return false;
  }

  /** Decides about a stanza from another account; null where the other rules do. */
  @Nullable Step incoming(AccountState state, StanzaInput input, Env env) {
    StanzaHead head = input.head();
    Jid from = head.from();
    if (!settings.enabled() || from == null) {
      return null;
    }
    Step shutOut = GateRules.incoming(state, input, env);
    if (shutOut != null) {
      return shutOut;
    }
    if (managed.isOfServer(head) && input.origin() == null) {
      return managed.changed(state, input, env);
    }
    boolean rosters = settings.hasRosters(env.account().domain());
    if (head.type() == StanzaType.PROBE) {
      return rosters ? BroadcastRules.probe(state, input, env) : Step.nothing(state);
    }
    if (!SubscribeRules.isAbout(head.type())) {
      return null;
    }
    if (!rosters) {
      return Step.nothing(state);
    }
    return from.bare().equals(env.account())
        ? Step.nothing(state)
        : subscriptions.inbound(state, input, from.bare(), env);
  }

  /** Decides about a stanza of a stream of the account; null where the other rules do. */
  @Nullable Step sent(AccountState state, StanzaInput input, Env env) {
    if (!settings.enabled() || input.origin() == null) {
      return null;
    }
    OnlineSession session = state.ofStreamId(input.origin().stream().stream());
    Jid to = input.head().to();
    if (to == null || to.bare().equals(env.account())) {
      return toOwn(state, session, input, env);
    }
    Step shutOut = GateRules.outgoing(state, session, input, env);
    if (shutOut != null) {
      return shutOut;
    }
    return input.head().kind() == StanzaKind.PRESENCE
        ? presence(state, session, input, to, env)
        : null;
  }

  private @Nullable Step toOwn(
      AccountState state, @Nullable OnlineSession session, StanzaInput input, Env env) {
    StanzaHead head = input.head();
    Jid to = head.to();
    if (to != null && SubscribeRules.isAbout(head.type())) {
      // Section 2.1.2.2: an account is subscribed to itself without a word.
      return Step.nothing(state);
    }
    if (session == null || !head.type().isRequest() || (to != null && to.isFull())) {
      return null;
    }
    XmlElement iq = StanzaTrees.parse(input.stanza());
    XmlElement payload = iq.firstElement();
    if (payload == null) {
      return null;
    }
    IqAsk ask = new IqAsk(session, input, iq, payload, env);
    if (!settings.switches().isOn(env.account().domain(), payload.namespace())) {
      // The ids of these modules are the namespaces; what is off is refused where it is unclaimed.
      return null;
    }
    return switch (payload.namespace()) {
      case RosterXml.NAMESPACE -> rosters.request(state, ask);
      case BlockingRules.NAMESPACE -> blocking.request(state, ask);
      case PrivacyXml.NAMESPACE -> privacies.request(state, ask);
      default -> null;
    };
  }

  private @Nullable Step presence(
      AccountState state, @Nullable OnlineSession session, StanzaInput input, Jid to, Env env) {
    StanzaType type = input.head().type();
    ServiceKind service = domains.serviceOf(to.domain());
    if (SubscribeRules.isAbout(type) && !settings.hasRosters(env.account().domain())) {
      return Answers.error(state, input, StanzaErrorCondition.SERVICE_UNAVAILABLE, env);
    }
    if (SubscribeRules.isAbout(type)) {
      Step step = subscriptions.outbound(state, input, to.bare(), env);
      return service == ServiceKind.REMOTE && type == StanzaType.SUBSCRIBE
          ? step.then(
              Answers.error(step.state(), input, StanzaErrorCondition.REMOTE_SERVER_NOT_FOUND, env))
          : step;
    }
    if (service == ServiceKind.REMOTE && type == StanzaType.AVAILABLE) {
      // Who enters a room that is nowhere must not wait for it (RFC 6120, section 10.4).
      return Answers.error(state, input, StanzaErrorCondition.REMOTE_SERVER_NOT_FOUND, env);
    }
    AccountState next =
        session == null || session.isParting()
            ? state
            : BroadcastRules.directed(state, session, type, to, settings.directedMax());
    boolean forwards =
        service == ServiceKind.SESSION || (session != null && session.profile().vetted());
    return forwards
        ? Step.of(next, new Effect.ToAddress(to, new Incoming(null, input.head(), input.stanza())))
        : Step.nothing(next);
  }

  /** Tells the contacts of an account that is removed, and deletes its rows. */
  Step removed(AccountState state, Env env) {
    if (!settings.enabled()) {
      return Step.nothing(state);
    }
    List<Effect> effects = new ArrayList<>();
    for (RosterItem item : state.contacts().rosterOrEmpty().items()) {
      effects.addAll(RosterRules.cancelled(item, env));
    }
    effects.add(new Effect.DeleteContacts());
    return new Step(state, effects);
  }

  /** Appends to {@code step} what follows from sessions that it has ended, and from new lists. */
  Step settled(AccountState before, Step step, AccountInput input, Env env) {
    if (!settings.enabled()) {
      return step;
    }
    Step next = step;
    for (OnlineSession session : before.sessions()) {
      if (!session.isParting() && session.exposure().isKnown()) {
        next = farewell(before, session, next);
      }
    }
    next = next.then(profiles.refreshed(next.state()));
    next = next.then(made(next.state(), input, env));
    AccountState state = next.state();
    return state.isOnline() || state.contacts().roster() == null
        ? next
        : new Step(state.withContacts(state.contacts().withoutRoster()), next.effects());
  }

  /**
   * Makes up for presence that was sent while the roster could not be read: it is read again after
   * a while, and then contacts hear of it and are probed (RFC 6121, sections 4.2.2 and 4.3.1).
   */
  private static Step made(AccountState state, AccountInput input, Env env) {
    Contacts contacts = state.contacts();
    if (!isKnown(state)) {
      return Step.nothing(state.withContacts(contacts.owing(false)));
    }
    if (contacts.isUnread()) {
      boolean isNew = !contacts.owing() || input instanceof AccountInput.ContactsDue;
      AccountState next = state.withContacts(contacts.owing(true));
      return isNew ? Step.of(next, new Effect.ContactsTimer()) : Step.nothing(next);
    }
    if (!contacts.owing() || contacts.roster() == null) {
      return Step.nothing(state);
    }
    AccountState next = state.withContacts(contacts.owing(false));
    return new Step(next, BroadcastRules.madeUp(next, env));
  }

  private static Step farewell(AccountState before, OnlineSession session, Step step) {
    OnlineSession after = step.state().ofStreamId(session.stream().stream());
    if (after != null && !after.isParting()) {
      return step;
    }
    AccountState rest =
        after == null ? step.state() : step.state().with(after.with(after.exposure().hidden()));
    AccountState seen =
        rest.contacts().roster() == null ? rest.withContacts(before.contacts()) : rest;
    return step.then(new Step(rest, BroadcastRules.farewell(seen, session)));
  }

  /** Returns what the database has said of the account. */
  static Step found(AccountState state, AccountInput.ContactsFound found) {
    return Step.nothing(state.withContacts(found.contacts().owing(state.contacts().owing())));
  }

  /** Returns the time of an input, for those that have one; 0 for others. */
  static long timeOf(AccountInput input) {
    return switch (input) {
      case AccountInput.Arrived arrived -> arrived.record().timestampMs();
      case AccountInput.Again again -> again.nowMs();
      case AccountInput.ContactsDue due -> due.nowMs();
      default -> 0;
    };
  }
}
