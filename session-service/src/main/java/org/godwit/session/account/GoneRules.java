package org.godwit.session.account;

import java.util.List;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Notes when the last available resource has gone (XEP-0012, section 3). Pure. */
final class GoneRules {

  private static final int STATUS_CHARS_MAX = 1000;

  private GoneRules() {}

  /** Returns {@code step}, which follows from {@code record}, with the note where one is due. */
  @SuppressWarnings("ReferenceEquality")
  static Step noted(AccountState before, Step step, InboundRecord record) {
    if (step.isLookup()
        || step.state().sessions() == before.sessions()
        || !isAvailable(before)
        || isAvailable(step.state())) {
      return step;
    }
    return step.then(
        Step.of(step.state(), new Effect.NoteGone(record.timestampMs(), statusIn(record))));
  }

  private static boolean isAvailable(AccountState state) {
    List<OnlineSession> sessions = state.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      if (sessions.get(i).available()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String statusIn(InboundRecord record) {
    if (!(record.message() instanceof Sent sent)
        || sent.head().type() != StanzaType.UNAVAILABLE
        || sent.head().to() != null) {
      return null;
    }
    XmlElement presence = StanzaTrees.parse(sent.stanza());
    XmlElement status = presence.child(presence.namespace(), "status");
    if (status == null || status.text().isEmpty()) {
      return null;
    }
    String text = status.text();
    if (text.length() <= STATUS_CHARS_MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(STATUS_CHARS_MAX - 1)) ? 1 : 0;
    return text.substring(0, STATUS_CHARS_MAX - end);
  }
}
