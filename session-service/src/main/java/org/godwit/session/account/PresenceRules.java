package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Presence without addressee: availability and priority of a resource (RFC 6121, 4). Pure. */
final class PresenceRules {

  private static final int PRIORITY_MIN = -128;
  private static final int PRIORITY_MAX = 127;

  private final AccountSettings settings;
  private final BacklogRules backlogs;
  private final PresencelessRules presenceless;

  PresenceRules(AccountSettings settings, BacklogRules backlogs, PresencelessRules presenceless) {
    this.presenceless = presenceless;
    this.settings = settings;
    this.backlogs = backlogs;
  }

  Step broadcast(AccountState state, InboundRecord record, Sent sent, Env env) {
    OnlineSession session = state.ofStream(sent.origin().stream());
    if (session == null || session.isParting()) {
      return Step.nothing(state);
    }
    if (presenceless.isOn(env)) {
      return sent.head().type() == StanzaType.AVAILABLE
          ? presenceless.available(state, session, StanzaInput.of(record, sent))
          : Step.nothing(state);
    }
    return switch (sent.head().type()) {
      case AVAILABLE -> available(state, session, StanzaInput.of(record, sent), env);
      case UNAVAILABLE -> unavailable(state, session, sent);
      // The other types need an addressee (RFC 6121, section 3).
      default -> Step.nothing(state);
    };
  }

  private Step available(AccountState state, OnlineSession session, StanzaInput input, Env env) {
    XmlElement presence = StanzaTrees.parse(input.stanza());
    Integer priority = priority(presence);
    if (priority == null) {
      return Answers.error(
          state,
          input,
          StanzaError.of(
              StanzaErrorCondition.BAD_REQUEST,
              "The priority must be a whole number from -128 to 127."),
          env);
    }
    int bytesMax = settings.contacts().presenceBytesMax();
    if (input.stanza().length > bytesMax) {
      return Answers.error(
          state,
          input,
          StanzaError.of(
              StanzaErrorCondition.POLICY_VIOLATION,
              "Presence to all may have " + bytesMax + " octets."),
          env);
    }
    Availability next = session.presence().to(priority, input.record().offset());
    Step step = CapsRules.presented(changed(state, session, next), session, presence);
    OnlineSession shown = step.state().ofStream(session.stream());
    if (settings.contacts().enabled() && shown != null) {
      step = step.then(BroadcastRules.available(step.state(), shown, input.stanza(), env));
    }
    return session.takesMessages()
        ? step
        : step.then(backlogs.available(step.state(), session.stream()));
  }

  private Step unavailable(AccountState state, OnlineSession session, Sent sent) {
    Step step = changed(state, session, Availability.NONE);
    OnlineSession gone = step.state().ofStream(session.stream());
    if (!settings.contacts().enabled() || gone == null || !session.exposure().isKnown()) {
      return step;
    }
    AccountState hidden = step.state().with(gone.with(gone.exposure().hidden()));
    return step.then(
        new Step(
            hidden,
            BroadcastRules.unavailable(step.state(), session, StanzaTrees.parse(sent.stanza()))));
  }

  private static Step changed(AccountState state, OnlineSession session, Availability next) {
    return Step.nothing(next.equals(session.presence()) ? state : state.with(session.with(next)));
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
