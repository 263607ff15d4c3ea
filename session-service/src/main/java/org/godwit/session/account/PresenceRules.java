package org.godwit.session.account;

import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Presence without addressee: availability and priority of a resource (RFC 6121, 4). Pure. */
final class PresenceRules {

  private static final int PRIORITY_MIN = -128;
  private static final int PRIORITY_MAX = 127;

  private final BacklogRules backlogs;

  PresenceRules(BacklogRules backlogs) {
    this.backlogs = backlogs;
  }

  Step broadcast(AccountState state, Sent sent, long offset) {
    OnlineSession session = state.ofStream(sent.origin().stream());
    if (session == null) {
      return Step.nothing(state);
    }
    return switch (sent.head().type()) {
      case AVAILABLE -> available(state, session, sent, offset);
      case UNAVAILABLE ->
          changed(state, new OnlineSession(session.stream(), session.boundJid(), false, 0), offset);
      // The other types need an addressee (RFC 6121, section 3).
      default -> Step.nothing(state);
    };
  }

  private Step available(AccountState state, OnlineSession session, Sent sent, long offset) {
    Integer priority = priority(StanzaTrees.parse(sent.stanza()));
    if (priority == null) {
      return new Step(
          state,
          Answers.error(
              sent.origin(),
              sent.head(),
              sent.stanza(),
              StanzaError.of(
                  StanzaErrorCondition.BAD_REQUEST,
                  "The priority must be a whole number from -128 to 127.")));
    }
    OnlineSession next = new OnlineSession(session.stream(), session.boundJid(), true, priority);
    Step step = changed(state, next, offset);
    return step.then(backlogs.begin(step.state(), session.stream()));
  }

  private static Step changed(AccountState state, OnlineSession next, long offset) {
    return Step.nothing(
        next.equals(state.ofStream(next.stream())) ? state : state.with(next, offset));
  }

  /**
   * Returns the priority, 0 where the stanza names none, or null where it is not a byte (RFC 6121,
   * section 4.7.2.3).
   */
  static @Nullable Integer priority(XmlElement presence) {
    XmlElement element = presence.child(presence.namespace(), "priority");
    if (element == null) {
      return 0;
    }
    try {
      int priority = Integer.parseInt(element.text().strip());
      return priority < PRIORITY_MIN || priority > PRIORITY_MAX ? null : priority;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
