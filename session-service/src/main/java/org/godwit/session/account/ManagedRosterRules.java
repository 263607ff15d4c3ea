package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.roster.ManagedContact;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.roster.RosterXml;
import org.godwit.session.roster.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself puts into a roster, for the business system that manages it: a record of
 * the account's key, so that it has its place among what the account's clients do. Clients hear of
 * it by pushes (RFC 6121, section 2.1.6), contacts by presence; no subscription stanza is sent,
 * because the other roster is managed as well. Pure.
 */
final class ManagedRosterRules {

  private final ServedDomains domains;
  private final ContactSettings settings;

  ManagedRosterRules(ServedDomains domains, ContactSettings settings) {
    this.domains = domains;
    this.settings = settings;
  }

  /** Tells whether the server itself asks. A client's address has a localpart. */
  boolean isOfServer(StanzaHead head) {
    Jid from = head.from();
    return from != null
        && head.type() == StanzaType.SET
        && from.isDomain()
        && domains.hosts().contains(from.domain());
  }

  /** Carries out a change; null where {@code input} is none. */
  @Nullable Step changed(AccountState state, StanzaInput input, Env env) {
    XmlElement payload = StanzaTrees.parse(input.stanza()).firstElement();
    ManagedContact contact = payload == null ? null : ManagedContact.read(payload);
    if (contact == null) {
      return null;
    }
    if (state.contacts().roster() == null) {
      // Who has asked was told that it will be done.
      return Step.of(state, new Effect.TryAgain(input.record()));
    }
    RosterItem before = state.contacts().rosterOrEmpty().item(contact.jid());
    Subscription wanted = contact.subscription();
    return wanted == null
        ? removed(state, before, input, env)
        : put(state, before, contact, wanted, new Cause(input, env));
  }

  private record Cause(StanzaInput input, Env env) {}

  private Step put(
      AccountState state,
      @Nullable RosterItem before,
      ManagedContact contact,
      Subscription wanted,
      Cause cause) {
    Roster roster = state.contacts().rosterOrEmpty();
    boolean isNew = before == null || !before.listed();
    if ((isNew && roster.listed().size() >= settings.itemsMax())
        || cause.env.key().length() > RosterStore.ACCOUNT_CHARS_MAX) {
      return Step.nothing(state);
    }
    RosterItem next =
        (before == null ? RosterItem.of(contact.jid()) : before)
            .withLabels(contact.name(), contact.groups())
            .with(wanted);
    next = wanted.isTo() ? next.withAsk(false) : next;
    next = wanted.isFrom() ? next.withRequest(null).withApproved(false) : next;
    Step step = SubscribeRules.kept(state, contact.jid(), next);
    AccountState after = step.state();
    List<Effect> effects = new ArrayList<>();
    if (!next.equals(before)) {
      XmlElement push = RosterXml.push(next, after.contacts().rosterOrEmpty().version());
      effects.addAll(
          ContactStanzas.pushes(SubscribeRules.interested(after), push, cause.input, cause.env));
    }
    Subscription had = before == null ? Subscription.NONE : before.subscription();
    if (wanted.isFrom() && !had.isFrom()) {
      effects.addAll(BroadcastRules.currentTo(after, contact.jid()));
    } else if (had.isFrom() && !wanted.isFrom()) {
      effects.addAll(BroadcastRules.goneTo(after, contact.jid()));
    }
    // No probe: the contact's roster may follow, and until then it would deny a subscription.
    return step.then(new Step(after, effects));
  }

  private static Step removed(
      AccountState state, @Nullable RosterItem before, StanzaInput input, Env env) {
    if (before == null) {
      return Step.nothing(state);
    }
    Step step = SubscribeRules.kept(state, before.jid(), null);
    AccountState after = step.state();
    List<Effect> effects = new ArrayList<>();
    if (before.listed()) {
      XmlElement push = RosterXml.removal(before.jid(), after.contacts().rosterOrEmpty().version());
      effects.addAll(ContactStanzas.pushes(SubscribeRules.interested(after), push, input, env));
    }
    if (before.subscription().isFrom()) {
      effects.addAll(BroadcastRules.goneTo(after, before.jid()));
    }
    return step.then(new Step(after, effects));
  }
}
