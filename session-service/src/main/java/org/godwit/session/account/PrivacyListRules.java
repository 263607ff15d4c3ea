package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyItem;
import org.godwit.session.privacy.PrivacyList;
import org.godwit.session.privacy.PrivacyXml;
import org.godwit.session.roster.Roster;
import org.jspecify.annotations.Nullable;

/** The account's own clients read and change its privacy lists (XEP-0016 v1.7). Pure. */
final class PrivacyListRules {

  private final ContactSettings settings;

  PrivacyListRules(ContactSettings settings) {
    this.settings = settings;
  }

  Step request(AccountState state, IqAsk ask) {
    List<XmlElement> children = ask.payload().elements();
    if (!ask.payload().localName().equals("query")) {
      return ask.refused(state, StanzaErrorCondition.BAD_REQUEST, "This is no query.");
    }
    if (state.contacts().privacy() == null) {
      return ask.refused(
          state,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "The privacy lists cannot be read at the moment.");
    }
    if (ask.input().head().type() == StanzaType.GET) {
      return children.isEmpty() ? names(state, ask) : list(state, children, ask);
    }
    if (children.size() != 1) {
      return ask.refused(
          state, StanzaErrorCondition.BAD_REQUEST, "Exactly one list, active or default.");
    }
    XmlElement child = children.getFirst();
    return switch (child.localName()) {
      case "active" -> active(state, child.attribute("name"), ask);
      case "default" -> byDefault(state, child.attribute("name"), ask);
      case "list" -> edit(state, child, ask);
      default ->
          ask.refused(state, StanzaErrorCondition.BAD_REQUEST, "XEP-0016 knows no such request.");
    };
  }

  /** Section 2.3, first half. */
  private static Step names(AccountState state, IqAsk ask) {
    Privacy privacy = state.contacts().privacyOrNone();
    XmlElement.Builder query = XmlElement.of(PrivacyXml.NAMESPACE, "query");
    String active = ask.session().exposure().activeList();
    if (active != null && privacy.list(active) != null) {
      query.child(PrivacyXml.named("active", active));
    }
    if (privacy.defaultName() != null) {
      query.child(PrivacyXml.named("default", privacy.defaultName()));
    }
    for (PrivacyList list : privacy.lists()) {
      query.child(PrivacyXml.named("list", list.name()));
    }
    return ask.answered(state, Reply.of(query.build()));
  }

  /** Section 2.3, second half: one list at a time. */
  private static Step list(AccountState state, List<XmlElement> children, IqAsk ask) {
    if (children.size() != 1 || !children.getFirst().localName().equals("list")) {
      return ask.refused(
          state, StanzaErrorCondition.BAD_REQUEST, "One list may be asked for at a time.");
    }
    PrivacyList list = state.contacts().privacyOrNone().list(children.getFirst().attribute("name"));
    return list == null
        ? noSuchList(state, ask)
        : ask.answered(
            state,
            Reply.of(
                XmlElement.of(PrivacyXml.NAMESPACE, "query")
                    .child(PrivacyXml.element(list))
                    .build()));
  }

  private static Step noSuchList(AccountState state, IqAsk ask) {
    return ask.refused(
        state, StanzaErrorCondition.ITEM_NOT_FOUND, "There is no list with this name.");
  }

  /** Section 2.4. */
  private static Step active(AccountState state, @Nullable String name, IqAsk ask) {
    if (name != null && state.contacts().privacyOrNone().list(name) == null) {
      return noSuchList(state, ask);
    }
    OnlineSession session = ask.session();
    AccountState next = state.with(session.with(session.exposure().withActive(name)));
    return ask.answered(new Step(next, BroadcastRules.refiltered(state, next)), Reply.empty());
  }

  /** Section 2.5. */
  private static Step byDefault(AccountState state, @Nullable String name, IqAsk ask) {
    Privacy privacy = state.contacts().privacyOrNone();
    if (name != null && privacy.list(name) == null) {
      return noSuchList(state, ask);
    }
    boolean changes =
        name == null ? privacy.defaultName() != null : !name.equals(privacy.defaultName());
    if (changes && privacy.defaultName() != null && isUsed(state, privacy.defaultName(), ask)) {
      return conflict(state, ask);
    }
    return ask.answered(
        changes ? changed(state, privacy.withDefault(name)) : Step.nothing(state), Reply.empty());
  }

  private static Step conflict(AccountState state, IqAsk ask) {
    return ask.refused(state, StanzaErrorCondition.CONFLICT, "Another resource uses this list.");
  }

  /** Tells whether {@code list} applies to a session other than that which asks. */
  private static boolean isUsed(AccountState state, String list, IqAsk ask) {
    Privacy privacy = state.contacts().privacyOrNone();
    for (OnlineSession other : state.sessions()) {
      PrivacyList applying = privacy.applying(other.exposure().activeList());
      if (!other.isParting()
          && !other.stream().equals(ask.session().stream())
          && applying != null
          && applying.name().equals(list)) {
        return true;
      }
    }
    return false;
  }

  /** Sections 2.6 to 2.8: puts a list, or removes it where it has no rule. */
  private Step edit(AccountState state, XmlElement element, IqAsk ask) {
    Privacy privacy = state.contacts().privacyOrNone();
    PrivacyList list = PrivacyXml.list(element);
    if (list == null) {
      return ask.refused(
          state,
          StanzaErrorCondition.BAD_REQUEST,
          "A rule needs an action, an order of its own and, with a type, a valid value.");
    }
    if (list.items().isEmpty()) {
      return remove(state, list.name(), ask);
    }
    if (namesUnknownGroup(list, state.contacts().rosterOrEmpty())) {
      return ask.refused(
          state, StanzaErrorCondition.ITEM_NOT_FOUND, "The roster has no such group.");
    }
    boolean isNew = privacy.list(list.name()) == null;
    if (list.items().size() > settings.listItemsMax()
        || (isNew && privacy.lists().size() >= settings.listsMax())) {
      return ask.refused(
          state,
          StanzaErrorCondition.RESOURCE_CONSTRAINT,
          "There may be "
              + settings.listsMax()
              + " lists of "
              + settings.listItemsMax()
              + " rules.");
    }
    return pushed(changed(state, privacy.with(list)), list.name(), ask);
  }

  private static boolean namesUnknownGroup(PrivacyList list, Roster roster) {
    for (PrivacyItem item : list.items()) {
      if (item.match() == PrivacyItem.Match.GROUP
          && roster.items().stream().noneMatch(each -> each.groups().contains(item.value()))) {
        return true;
      }
    }
    return false;
  }

  private static Step remove(AccountState state, String name, IqAsk ask) {
    Privacy privacy = state.contacts().privacyOrNone();
    if (privacy.list(name) == null) {
      return noSuchList(state, ask);
    }
    if (isUsed(state, name, ask)) {
      return conflict(state, ask);
    }
    return pushed(changed(state, privacy.without(name)), name, ask);
  }

  /** Section 2.2: all connected resources hear which list has changed. */
  private static Step pushed(Step step, String list, IqAsk ask) {
    XmlElement query =
        XmlElement.of(PrivacyXml.NAMESPACE, "query").child(PrivacyXml.named("list", list)).build();
    List<OnlineSession> all = new ArrayList<>(step.state().sessions());
    all.removeIf(OnlineSession::isParting);
    List<Effect> pushes = ContactStanzas.pushes(all, query, ask.input(), ask.env());
    return ask.answered(step.then(new Step(step.state(), pushes)), Reply.empty());
  }

  /** Returns the account with {@code privacy}; contacts hear of what it means for them. */
  static Step changed(AccountState state, Privacy privacy) {
    if (privacy.equals(state.contacts().privacyOrNone())) {
      return Step.nothing(state);
    }
    AccountState next = state.withContacts(state.contacts().with(privacy));
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect.PersistPrivacy(privacy));
    effects.addAll(BroadcastRules.refiltered(state, next));
    return new Step(next, effects);
  }
}
