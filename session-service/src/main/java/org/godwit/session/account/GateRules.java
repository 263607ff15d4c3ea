package org.godwit.session.account;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.FilterRules;
import org.godwit.session.privacy.Flow;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out, and in, what the account's privacy lists shut out (XEP-0016, section 2.2; XEP-0191,
 * section 3.3): before any other rule. Pure.
 */
final class GateRules {

  private static final StanzaError BLOCKED =
      new StanzaError(
          StanzaErrorType.CANCEL,
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "You have blocked this address.",
          XmlElement.of("urn:xmpp:blocking:errors", "blocked").build());

  private GateRules() {}

  /**
   * Returns what becomes of a stanza from another account that is shut out; null where it is not.
   */
  static @Nullable Step incoming(AccountState state, StanzaInput input, Env env) {
    Privacy privacy = state.contacts().privacyOrNone();
    StanzaHead head = input.head();
    Jid from = head.from();
    if (privacy.lists().isEmpty() || from == null || isExempt(from, env)) {
      return null;
    }
    if (!isShutOut(state, head, from)) {
      return null;
    }
    return switch (head.type()) {
      case NORMAL, CHAT, HEADLINE, GET, SET ->
          Answers.error(state, input, StanzaErrorCondition.SERVICE_UNAVAILABLE, env);
      default -> Step.nothing(state);
    };
  }

  private static boolean isShutOut(AccountState state, StanzaHead head, Jid from) {
    Flow flow = flowIn(head.type());
    Jid to = head.to();
    OnlineSession match = to != null && to.isFull() ? state.ofAddress(to) : null;
    if (match != null) {
      return isDenied(state, match, from, flow);
    }
    boolean anybody = false;
    for (OnlineSession session : state.sessions()) {
      if (session.available()) {
        anybody = true;
        if (!isDenied(state, session, from, flow)) {
          return false;
        }
      }
    }
    return anybody || isDenied(state, null, from, flow);
  }

  /** Returns the refusal of a stanza to somebody who is shut out; null where it is not. */
  static @Nullable Step outgoing(
      AccountState state, @Nullable OnlineSession session, StanzaInput input, Env env) {
    Jid to = input.head().to();
    if (state.contacts().privacyOrNone().lists().isEmpty() || to == null || isExempt(to, env)) {
      return null;
    }
    StanzaType type = input.head().type();
    boolean presence = type == StanzaType.AVAILABLE || type == StanzaType.UNAVAILABLE;
    return isDenied(state, session, to, presence ? Flow.PRESENCE_OUT : Flow.OTHER)
        ? Answers.error(state, input, BLOCKED, env)
        : null;
  }

  /** Tells whether {@code contact} must not see the presence of {@code session}. */
  static boolean isHidden(AccountState state, OnlineSession session, Jid contact) {
    return !state.contacts().privacyOrNone().lists().isEmpty()
        && isDenied(state, session, contact, Flow.PRESENCE_OUT);
  }

  private static boolean isDenied(
      AccountState state, @Nullable OnlineSession session, Jid peer, Flow flow) {
    String active = session == null ? null : session.exposure().activeList();
    PrivacyList list = state.contacts().privacyOrNone().applying(active);
    return FilterRules.isDenied(list, peer, flow, state.contacts().rosterOrEmpty());
  }

  /** An account never shuts out itself (XEP-0016, section 2.1), nor its own server. */
  private static boolean isExempt(Jid peer, Env env) {
    return peer.bare().equals(env.account())
        || (peer.isDomain() && peer.domain().equals(env.account().domain()));
  }

  private static Flow flowIn(StanzaType type) {
    return switch (type.kind()) {
      case MESSAGE -> Flow.MESSAGE_IN;
      case IQ -> Flow.IQ_IN;
      case PRESENCE ->
          type == StanzaType.AVAILABLE || type == StanzaType.UNAVAILABLE
              ? Flow.PRESENCE_IN
              : Flow.OTHER;
    };
  }
}
