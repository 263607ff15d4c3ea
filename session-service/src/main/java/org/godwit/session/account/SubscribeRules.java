package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.RosterXml;
import org.godwit.session.roster.SubscriptionRules;
import org.godwit.session.roster.SubscriptionRules.Outcome;
import org.jspecify.annotations.Nullable;

/** Carries out subscription stanzas in both directions (RFC 6121, section 3). Pure. */
final class SubscribeRules {

  private final ContactSettings settings;

  SubscribeRules(ContactSettings settings) {
    this.settings = settings;
  }

  static boolean isAbout(StanzaType type) {
    return switch (type) {
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> true;
      default -> false;
    };
  }

  /** What a client of the account sends. */
  Step outbound(AccountState state, StanzaInput input, Jid contact, Env env) {
    StanzaType type = input.head().type();
    Roster roster = state.contacts().rosterOrEmpty();
    RosterItem item = roster.item(contact);
    if (settings.managedHosts().contains(env.account().domain())) {
      return refuse(
          state, input, StanzaErrorCondition.NOT_ALLOWED, "This server manages the rosters.", env);
    }
    if (state.contacts().roster() == null || env.key().length() > RosterStore.ACCOUNT_CHARS_MAX) {
      return refuse(
          state, input, StanzaErrorCondition.RESOURCE_CONSTRAINT, "Please try again later.", env);
    }
    Outcome outcome = SubscriptionRules.outbound(type, item, contact);
    boolean isNew = outcome.item() != null && outcome.item().listed() && !isListed(item);
    if (isNew && roster.listed().size() >= settings.itemsMax()) {
      return refuse(
          state,
          input,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The roster is full: " + settings.itemsMax() + " contacts.",
          env);
    }
    Step step = kept(state, contact, outcome.item());
    List<Effect> effects = new ArrayList<>(step.effects());
    AccountState next = step.state();
    if (outcome.passes()) {
      // Section 3.1.2: the address of the user is the bare JID.
      effects.add(
          ContactStanzas.toContact(
              StanzaTrees.parse(input.stanza()), type, env.account(), contact));
    }
    effects.addAll(pushed(state, next, contact, input, env));
    if (outcome.granted()) {
      effects.addAll(BroadcastRules.currentTo(next, contact));
    }
    if (outcome.lost()) {
      effects.addAll(BroadcastRules.goneTo(next, contact));
    }
    return new Step(next, effects);
  }

  private static boolean isListed(@Nullable RosterItem item) {
    return item != null && item.listed();
  }

  private static Step refuse(
      AccountState state, StanzaInput input, StanzaErrorCondition condition, String text, Env env) {
    return Answers.error(state, input, StanzaError.of(condition, text), env);
  }

  /** What the server of {@code contact} sends to the account. */
  Step inbound(AccountState state, StanzaInput input, Jid contact, Env env) {
    StanzaType type = input.head().type();
    Roster roster = state.contacts().rosterOrEmpty();
    RosterItem item = roster.item(contact);
    if (state.contacts().roster() == null || isTooMuch(roster, item, type, env)) {
      return Step.nothing(state);
    }
    Outcome outcome = SubscriptionRules.inbound(type, item, contact, request(input, contact, env));
    Step step = kept(state, contact, outcome.item());
    List<Effect> effects = new ArrayList<>(step.effects());
    AccountState next = step.state();
    if (outcome.passes()) {
      for (OnlineSession session : next.sessions()) {
        boolean wants =
            type == StanzaType.SUBSCRIBE ? session.available() : session.exposure().interested();
        if (wants && session.isLive()) {
          effects.add(Deliveries.one(session, input.head(), input.stanza(), input.source()));
        } else if (wants && session.isDetached()) {
          OfflineRow row = input.row(env.key(), session.stream().stream());
          next = next.withStored(row);
          effects.add(new Effect.PersistOffline(row));
        }
      }
    }
    effects.addAll(pushed(state, next, contact, input, env));
    if (outcome.granted()) {
      effects.add(
          ContactStanzas.toContact(
              ContactStanzas.presence(StanzaType.SUBSCRIBED),
              StanzaType.SUBSCRIBED,
              env.account(),
              contact));
      effects.addAll(BroadcastRules.currentTo(next, contact));
    }
    if (outcome.lost()) {
      effects.addAll(BroadcastRules.goneTo(next, contact));
    }
    return new Step(next, effects);
  }

  private boolean isTooMuch(Roster roster, @Nullable RosterItem item, StanzaType type, Env env) {
    if (type != StanzaType.SUBSCRIBE || item != null) {
      return env.key().length() > RosterStore.ACCOUNT_CHARS_MAX;
    }
    int waiting = 0;
    for (RosterItem each : roster.items()) {
      waiting += each.isPendingIn() ? 1 : 0;
    }
    return waiting >= settings.requestsMax() || env.key().length() > RosterStore.ACCOUNT_CHARS_MAX;
  }

  /** Returns the request as it is kept; one that is too large without what it says. */
  private String request(StanzaInput input, Jid contact, Env env) {
    return input.stanza().length <= settings.presenceBytesMax()
        ? new String(input.stanza(), StandardCharsets.UTF_8)
        : new String(
            StanzaBytes.of(
                ContactStanzas.presence(StanzaType.SUBSCRIBE).toBuilder()
                    .attribute("from", contact.toString())
                    .attribute("to", env.account().toString())
                    .build()),
            StandardCharsets.UTF_8);
  }

  /** Returns the delivery of a request that has waited (section 3.1.3). */
  static Effect request(OnlineSession session, RosterItem item, String request, Env env) {
    StanzaHead head = new StanzaHead(StanzaType.SUBSCRIBE, null, item.jid(), env.account(), 0);
    return Deliveries.one(session, head, request.getBytes(StandardCharsets.UTF_8), null);
  }

  /** Returns the account with {@code item} as what is kept of {@code contact}. */
  static Step kept(AccountState state, Jid contact, @Nullable RosterItem item) {
    Roster roster = state.contacts().rosterOrEmpty();
    if (Objects.equals(roster.item(contact), item)) {
      return Step.nothing(state);
    }
    Roster next = item == null ? roster.without(contact) : roster.with(item);
    RosterChange change =
        item == null
            ? RosterChange.remove(next.version(), contact)
            : RosterChange.put(next.version(), item);
    return Step.of(
        state.withContacts(state.contacts().with(next)), new Effect.PersistRoster(change));
  }

  /** Returns the pushes where clients see a difference (section 2.1.6). */
  private static List<Effect> pushed(
      AccountState before, AccountState after, Jid contact, StanzaInput input, Env env) {
    RosterItem was = before.contacts().rosterOrEmpty().item(contact);
    RosterItem is = after.contacts().rosterOrEmpty().item(contact);
    if (is == null || !is.listed() || (was != null && is.equals(was.withRequest(is.request())))) {
      return List.of();
    }
    XmlElement query = RosterXml.push(is, after.contacts().rosterOrEmpty().version());
    return ContactStanzas.pushes(interested(after), query, input, env);
  }

  /** Returns the sessions that have asked for the roster. */
  static List<OnlineSession> interested(AccountState state) {
    List<OnlineSession> interested = new ArrayList<>(state.sessions().size());
    for (OnlineSession session : state.sessions()) {
      if (session.exposure().interested() && !session.isParting()) {
        interested.add(session);
      }
    }
    return interested;
  }
}
