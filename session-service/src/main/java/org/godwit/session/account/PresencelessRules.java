package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.xml.XmlElement;

/**
 * Accounts of hosts on which presence is switched off, for clients that send and want none: each
 * bound resource takes messages to the bare JID from the first moment on (docs/contacts.md). Nobody
 * hears of presence; it only fetches stored messages. Pure.
 */
final class PresencelessRules {

  /** Id of the switch, as in Tigase's plugin list. */
  static final String PRESENCE = "presence";

  private final ContactSettings settings;
  private final BacklogRules backlogs;

  PresencelessRules(ContactSettings settings, BacklogRules backlogs) {
    this.settings = settings;
    this.backlogs = backlogs;
  }

  /** Tells whether the account is of such a host. */
  boolean isOn(Env env) {
    return !settings.switches().isOn(env.account().domain(), PRESENCE);
  }

  /**
   * Makes a resource that {@code step} has bound available.
   *
   * @param before the account before
   * @param offset offset of the record that asked
   */
  Step bound(AccountState before, Step step, StreamRef stream, long offset) {
    OnlineSession session = step.state().ofStream(stream);
    if (session == null || session.available() || before.ofStream(stream) != null) {
      return step;
    }
    AccountState next = step.state().with(session.with(Availability.NONE.to(0, offset)));
    Step bound = step.then(Step.nothing(next));
    return settings.offlineAtBind() ? bound.then(backlogs.available(next, stream)) : bound;
  }

  /** Fetches stored messages, where the client can take them (XEP-0160, section 2). */
  Step available(AccountState state, OnlineSession session, StanzaInput input) {
    XmlElement presence = StanzaTrees.parse(input.stanza());
    Integer priority = PresenceRules.priority(presence);
    return priority != null && priority >= 0 && state.backlogOf(session.stream()) == null
        ? backlogs.available(state, session.stream())
        : Step.nothing(state);
  }
}
