package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.roster.Absence;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;

/** Who hears of a session's presence (RFC 6121, section 4). Pure. */
final class BroadcastRules {

  private static final XmlElement GONE = ContactStanzas.presence(StanzaType.UNAVAILABLE);

  private BroadcastRules() {}

  /**
   * Broadcasts available presence: sections 4.2.2 where it is the first of the session, and 4.4.2
   * where it is not.
   *
   * @param session the session, available already
   * @param stanza what it has sent
   */
  static Step available(AccountState state, OnlineSession session, byte[] stanza, Env env) {
    boolean initial = session.exposure().presence() == null;
    String text = new String(stanza, StandardCharsets.UTF_8);
    OnlineSession shown = session.with(session.exposure().withPresence(text));
    AccountState next = state.with(shown);
    XmlElement tree = StanzaTrees.parse(stanza);
    Jid from = session.boundJid();
    List<Effect> effects = new ArrayList<>();
    toSubscribers(effects, next, shown, tree, StanzaType.AVAILABLE);
    for (OnlineSession other : next.sessions()) {
      if (other.available()) {
        effects.addAll(ContactStanzas.toOwn(other, tree, StanzaType.AVAILABLE, from));
      }
    }
    if (initial) {
      first(effects, next, shown, env);
    }
    return new Step(next, effects);
  }

  /** Section 4.3.1: probes; then what has waited for an available resource (section 3.1.3). */
  private static void first(
      List<Effect> effects, AccountState state, OnlineSession session, Env env) {
    for (OnlineSession other : state.sessions()) {
      String presence = other.exposure().presence();
      if (other.available() && presence != null && !other.stream().equals(session.stream())) {
        effects.addAll(
            ContactStanzas.toOwn(
                session, ContactStanzas.tree(presence), StanzaType.AVAILABLE, other.boundJid()));
      }
    }
    toContacts(effects, state, session, env);
  }

  private static void toContacts(
      List<Effect> effects, AccountState state, OnlineSession session, Env env) {
    XmlElement probe = ContactStanzas.presence(StanzaType.PROBE);
    for (RosterItem item : state.contacts().rosterOrEmpty().items()) {
      if (item.subscription().isTo() && !GateRules.isHidden(state, session, item.jid())) {
        effects.add(
            ContactStanzas.toContact(probe, StanzaType.PROBE, session.boundJid(), item.jid()));
      }
      if (item.request() != null && session.isLive()) {
        effects.add(SubscribeRules.request(session, item, item.request(), env));
      }
    }
  }

  /** Tells contacts what they have not heard of sessions while the roster was out of reach. */
  static List<Effect> madeUp(AccountState state, Env env) {
    List<Effect> effects = new ArrayList<>();
    for (OnlineSession session : state.sessions()) {
      String presence = session.exposure().presence();
      if (session.available() && presence != null) {
        toSubscribers(effects, state, session, ContactStanzas.tree(presence), StanzaType.AVAILABLE);
        toContacts(effects, state, session, env);
      }
    }
    return effects;
  }

  private static void toSubscribers(
      List<Effect> effects,
      AccountState state,
      OnlineSession session,
      XmlElement tree,
      StanzaType type) {
    for (RosterItem item : state.contacts().rosterOrEmpty().items()) {
      if (item.subscription().isFrom() && !GateRules.isHidden(state, session, item.jid())) {
        effects.add(ContactStanzas.toContact(tree, type, session.boundJid(), item.jid()));
      }
    }
  }

  /**
   * Tells all who may think that {@code session} is available that it is not: sections 4.5.2, 4.5.3
   * and 4.6.3.
   *
   * @param state the account before
   * @param tree what it has sent, or an empty one
   */
  static List<Effect> unavailable(AccountState state, OnlineSession session, XmlElement tree) {
    List<Effect> effects = new ArrayList<>();
    boolean shown = session.exposure().presence() != null;
    Jid from = session.boundJid();
    Roster roster = state.contacts().rosterOrEmpty();
    if (shown) {
      toSubscribers(effects, state, session, tree, StanzaType.UNAVAILABLE);
      for (OnlineSession other : state.sessions()) {
        if (other.available() && !other.stream().equals(session.stream())) {
          effects.addAll(ContactStanzas.toOwn(other, tree, StanzaType.UNAVAILABLE, from));
        }
      }
    }
    for (Jid to : session.exposure().directed()) {
      if (!shown || !roster.maySeePresence(to) || GateRules.isHidden(state, session, to)) {
        effects.add(ContactStanzas.toContact(tree, StanzaType.UNAVAILABLE, from, to));
      }
    }
    return effects;
  }

  /** Section 4.5.3: the server says it for a session that has ended without a word. */
  static List<Effect> farewell(AccountState state, OnlineSession session) {
    return unavailable(state, session, GONE);
  }

  /** Sends {@code contact} the presence of all available sessions that it may see. */
  static List<Effect> currentTo(AccountState state, Jid contact) {
    List<Effect> effects = new ArrayList<>();
    for (OnlineSession session : state.sessions()) {
      String presence = session.exposure().presence();
      if (session.available() && presence != null && !GateRules.isHidden(state, session, contact)) {
        effects.add(
            ContactStanzas.toContact(
                ContactStanzas.tree(presence), StanzaType.AVAILABLE, session.boundJid(), contact));
      }
    }
    return effects;
  }

  /** Tells {@code contact} that all available sessions are unavailable (sections 3.2.2, 3.3.3). */
  static List<Effect> goneTo(AccountState state, Jid contact) {
    List<Effect> effects = new ArrayList<>();
    for (OnlineSession session : state.sessions()) {
      if (session.available() && !GateRules.isHidden(state, session, contact)) {
        effects.add(
            ContactStanzas.toContact(GONE, StanzaType.UNAVAILABLE, session.boundJid(), contact));
      }
    }
    return effects;
  }

  /** Answers a probe (section 4.3.2). */
  static Step probe(AccountState state, StanzaInput input, Env env) {
    Jid from = input.head().from();
    if (from == null) {
      return Step.nothing(state);
    }
    if (!state.isOnline()) {
      return Step.of(state, new Effect.ReadAbsence(from));
    }
    if (state.contacts().roster() == null) {
      // The rows could not be read: nobody must take that for an end of a subscription.
      return Step.nothing(state);
    }
    if (!state.contacts().rosterOrEmpty().maySeePresence(from)
        && !from.bare().equals(env.account())) {
      return Step.of(state, unsubscribed(env, from));
    }
    Jid to = input.head().to();
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : currentTo(state, from)) {
      if (to == null || to.isBare() || isOf(effect, to)) {
        effects.add(effect);
      }
    }
    if (effects.isEmpty()) {
      effects.add(
          ContactStanzas.toContact(
              GONE, StanzaType.UNAVAILABLE, to == null ? env.account() : to, from));
    }
    return new Step(state, effects);
  }

  private static Effect unsubscribed(Env env, Jid contact) {
    return ContactStanzas.toContact(
        ContactStanzas.presence(StanzaType.UNSUBSCRIBED),
        StanzaType.UNSUBSCRIBED,
        env.account(),
        contact.bare());
  }

  /**
   * Answers a probe for an account without a session (section 4.3.2), with the time when it went
   * (XEP-0203) where that is known. One that has come meanwhile has told its contacts itself.
   */
  static Step absent(AccountState state, AccountInput.AbsenceFound found, Env env) {
    Absence absence = found.absence();
    if (state.isOnline() || absence == null) {
      return Step.nothing(state);
    }
    if (!absence.subscribed() && !found.contact().bare().equals(env.account())) {
      return Step.of(state, unsubscribed(env, found.contact()));
    }
    XmlElement.Builder gone = GONE.toBuilder();
    if (absence.goneAtMs() > 0) {
      gone.child(DelayRules.delay(env.account().domain(), absence.goneAtMs()));
    }
    return Step.of(
        state,
        ContactStanzas.toContact(
            gone.build(), StanzaType.UNAVAILABLE, env.account(), found.contact()));
  }

  private static boolean isOf(Effect effect, Jid resource) {
    return effect instanceof Effect.ToAddress sent && resource.equals(sent.message().head().from());
  }

  /** Keeps in mind whom a session has sent directed presence, and sends it (section 4.6). */
  static AccountState directed(
      AccountState state, OnlineSession session, StanzaType type, Jid to, int max) {
    Exposure exposure = session.exposure();
    Exposure next =
        type == StanzaType.AVAILABLE
            ? exposure.withDirected(to, max)
            : type == StanzaType.UNAVAILABLE ? exposure.withoutDirected(to) : exposure;
    return next.equals(exposure) ? state : state.with(session.with(next));
  }

  /** Tells contacts of what a change of privacy lists means for them (XEP-0191, 3.3 and 3.4). */
  static List<Effect> refiltered(AccountState before, AccountState after) {
    List<Effect> effects = new ArrayList<>();
    for (RosterItem item : after.contacts().rosterOrEmpty().items()) {
      if (!item.subscription().isFrom()) {
        continue;
      }
      for (OnlineSession session : after.sessions()) {
        OnlineSession old = before.ofStream(session.stream());
        String presence = session.exposure().presence();
        if (old == null || presence == null || !session.available()) {
          continue;
        }
        boolean was = GateRules.isHidden(before, old, item.jid());
        boolean is = GateRules.isHidden(after, session, item.jid());
        if (is && !was) {
          effects.add(
              ContactStanzas.toContact(
                  GONE, StanzaType.UNAVAILABLE, session.boundJid(), item.jid()));
        } else if (was && !is) {
          effects.add(
              ContactStanzas.toContact(
                  ContactStanzas.tree(presence),
                  StanzaType.AVAILABLE,
                  session.boundJid(),
                  item.jid()));
        }
      }
    }
    return effects;
  }
}
