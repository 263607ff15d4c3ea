package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.RosterXml;
import org.godwit.session.roster.RosterXml.Request;

/** The account's own clients read and change its roster (RFC 6121, section 2). Pure. */
final class RosterRules {

  private final ContactSettings settings;

  RosterRules(ContactSettings settings) {
    this.settings = settings;
  }

  Step request(AccountState state, IqAsk ask) {
    if (!ask.payload().localName().equals("query")) {
      return ask.refused(state, StanzaErrorCondition.BAD_REQUEST, "This is no query.");
    }
    if (state.contacts().roster() == null) {
      return ask.refused(
          state,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The roster cannot be read at the moment.");
    }
    return ask.input().head().type() == StanzaType.GET ? get(state, ask) : set(state, ask);
  }

  /** Sections 2.2 and 2.6.2: an empty result where the client knows this version. */
  private static Step get(AccountState state, IqAsk ask) {
    Roster roster = state.contacts().rosterOrEmpty();
    OnlineSession session = ask.session();
    OnlineSession interested = session.with(session.exposure().withInterested());
    AccountState next = session.exposure().interested() ? state : state.with(interested);
    boolean same = Long.toString(roster.version()).equals(ask.payload().attribute("ver"));
    return ask.answered(next, same ? Reply.empty() : Reply.of(RosterXml.query(roster)));
  }

  private Step set(AccountState state, IqAsk ask) {
    if (settings.managedHosts().contains(ask.env().account().domain())) {
      return ask.refused(
          state, StanzaErrorCondition.NOT_ALLOWED, "This server manages the rosters.");
    }
    return switch (RosterXml.request(ask.payload(), settings.items())) {
      case Request.Invalid invalid -> ask.answered(state, Reply.failure(invalid.error()));
      case Request.Put put -> put(state, put, ask);
      case Request.Remove remove -> remove(state, remove.jid(), ask);
    };
  }

  /** Section 2.3: adds or changes. What it says of a subscription is not for a client to say. */
  private Step put(AccountState state, Request.Put put, IqAsk ask) {
    Roster roster = state.contacts().rosterOrEmpty();
    RosterItem item = roster.item(put.jid());
    if (put.jid().equals(ask.env().account())) {
      return ask.refused(
          state, StanzaErrorCondition.NOT_ALLOWED, "An account is no contact of itself.");
    }
    boolean isNew = item == null || !item.listed();
    if ((isNew && roster.listed().size() >= settings.itemsMax())
        || ask.env().key().length() > RosterStore.ACCOUNT_CHARS_MAX) {
      return ask.refused(
          state,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The roster is full: " + settings.itemsMax() + " contacts.");
    }
    RosterItem base = item == null ? RosterItem.of(put.jid()) : item;
    RosterItem next = base.withLabels(put.name(), put.groups());
    Step step = SubscribeRules.kept(state, put.jid(), next);
    long version = step.state().contacts().rosterOrEmpty().version();
    return pushedAndAnswered(step, RosterXml.push(next, version), ask);
  }

  /** Section 2.5: removes, and cancels what there is of subscriptions. */
  private static Step remove(AccountState state, Jid contact, IqAsk ask) {
    RosterItem item = state.contacts().rosterOrEmpty().item(contact);
    if (item == null || !item.listed()) {
      return ask.refused(
          state, StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such contact in the roster.");
    }
    Step step = SubscribeRules.kept(state, contact, null);
    long version = step.state().contacts().rosterOrEmpty().version();
    Step answered = pushedAndAnswered(step, RosterXml.removal(contact, version), ask);
    List<Effect> effects = new ArrayList<>(cancelled(item, ask.env()));
    if (item.subscription().isFrom()) {
      effects.addAll(BroadcastRules.goneTo(state, contact));
    }
    return answered.then(new Step(answered.state(), effects));
  }

  private static Step pushedAndAnswered(Step step, XmlElement push, IqAsk ask) {
    AccountState state = step.state();
    List<Effect> pushes =
        ContactStanzas.pushes(SubscribeRules.interested(state), push, ask.input(), ask.env());
    return ask.answered(step.then(new Step(state, pushes)), Reply.empty());
  }

  /** Returns what tells the contact that nothing is left (section 2.5.2). */
  static List<Effect> cancelled(RosterItem item, Env env) {
    List<Effect> effects = new ArrayList<>(2);
    if (item.subscription().isTo() || item.ask()) {
      effects.add(cancel(StanzaType.UNSUBSCRIBE, item.jid(), env));
    }
    if (item.subscription().isFrom() || item.isPendingIn()) {
      effects.add(cancel(StanzaType.UNSUBSCRIBED, item.jid(), env));
    }
    return effects;
  }

  private static Effect cancel(StanzaType type, Jid contact, Env env) {
    return ContactStanzas.toContact(ContactStanzas.presence(type), type, env.account(), contact);
  }
}
