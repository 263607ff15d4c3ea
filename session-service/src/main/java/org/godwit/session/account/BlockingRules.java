package org.godwit.session.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.jspecify.annotations.Nullable;

/** The account's own clients read and change its block list (XEP-0191 v1.3). Pure. */
final class BlockingRules {

  static final String NAMESPACE = "urn:xmpp:blocking";

  private final ContactSettings settings;

  BlockingRules(ContactSettings settings) {
    this.settings = settings;
  }

  Step request(AccountState state, IqAsk ask) {
    if (state.contacts().privacy() == null) {
      return ask.refused(
          state,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The block list cannot be read at the moment.");
    }
    boolean set = ask.input().head().type() == StanzaType.SET;
    return switch (ask.payload().localName()) {
      case "blocklist" -> set ? bad(state, ask) : get(state, ask);
      case "block" -> set ? block(state, ask) : bad(state, ask);
      case "unblock" -> set ? unblock(state, ask) : bad(state, ask);
      default -> bad(state, ask);
    };
  }

  private static Step bad(AccountState state, IqAsk ask) {
    return ask.refused(state, StanzaErrorCondition.BAD_REQUEST, "XEP-0191 knows no such request.");
  }

  /** Section 3.2: who asks gets pushes from now on. */
  private static Step get(AccountState state, IqAsk ask) {
    OnlineSession session = ask.session();
    AccountState next =
        session.exposure().blocking()
            ? state
            : state.with(session.with(session.exposure().withBlocking()));
    List<Jid> blocked = state.contacts().privacyOrNone().blocked();
    return ask.answered(next, Reply.of(element("blocklist", blocked)));
  }

  /** Section 3.3. */
  private Step block(AccountState state, IqAsk ask) {
    List<Jid> named = named(ask.payload());
    if (named == null || named.isEmpty()) {
      return ask.refused(
          state, StanzaErrorCondition.BAD_REQUEST, "Each item needs a JID, and one is needed.");
    }
    Set<Jid> all = new LinkedHashSet<>(state.contacts().privacyOrNone().blocked());
    all.addAll(named);
    return all.size() > settings.listItemsMax()
        ? ask.refused(
            state,
            StanzaErrorCondition.RESOURCE_CONSTRAINT,
            "An account may block " + settings.listItemsMax() + " addresses.")
        : changed(state, new ArrayList<>(all), element("block", named), ask);
  }

  /** Sections 3.4 and 3.5: without an item, all. */
  private static Step unblock(AccountState state, IqAsk ask) {
    List<Jid> named = named(ask.payload());
    if (named == null) {
      return ask.refused(state, StanzaErrorCondition.BAD_REQUEST, "Each item needs a JID.");
    }
    List<Jid> rest = new ArrayList<>(state.contacts().privacyOrNone().blocked());
    if (named.isEmpty()) {
      rest.clear();
    } else {
      rest.removeAll(named);
    }
    return changed(state, rest, element("unblock", named), ask);
  }

  private static Step changed(AccountState state, List<Jid> blocked, XmlElement push, IqAsk ask) {
    Privacy next = state.contacts().privacyOrNone().withBlocked(blocked);
    Step step = PrivacyListRules.changed(state, next);
    List<OnlineSession> wanting = new ArrayList<>(state.sessions().size());
    for (OnlineSession session : step.state().sessions()) {
      if (session.exposure().blocking() && !session.isParting()) {
        wanting.add(session);
      }
    }
    List<Effect> pushes = ContactStanzas.pushes(wanting, push, ask.input(), ask.env());
    return ask.answered(step.then(new Step(step.state(), pushes)), Reply.empty());
  }

  /** Returns the JIDs of the items; null where one is none. */
  private static @Nullable List<Jid> named(XmlElement payload) {
    List<Jid> named = new ArrayList<>();
    for (XmlElement item : payload.elements()) {
      String text = item.attribute("jid");
      Jid jid = text == null || !item.localName().equals("item") ? null : Jid.parse(text);
      if (jid == null) {
        return null;
      }
      named.add(jid);
    }
    return named;
  }

  private static XmlElement element(String name, List<Jid> jids) {
    XmlElement.Builder element = XmlElement.of(NAMESPACE, name);
    for (Jid jid : jids) {
      element.child(XmlElement.of(NAMESPACE, "item").attribute("jid", jid.toString()));
    }
    return element.build();
  }
}
