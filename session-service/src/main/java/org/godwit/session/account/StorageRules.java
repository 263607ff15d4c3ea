package org.godwit.session.account;

import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;

/** Which messages are stored for an absent user. Pure. */
final class StorageRules {

  private static final int CONTENT =
      StanzaTrait.BODY.bit()
          | StanzaTrait.SUBJECT.bit()
          | StanzaTrait.OTHER_PAYLOAD.bit()
          | StanzaTrait.STORE.bit();

  private StorageRules() {}

  /**
   * Tells whether the message may wait for its receiver: normal and chat, but neither what holds
   * only chat states (XEP-0160, section 3) nor what must not be stored (XEP-0334, section 4.2).
   */
  static boolean isStorable(StanzaHead head) {
    return (head.type() == StanzaType.CHAT || head.type() == StanzaType.NORMAL)
        && !head.has(StanzaTrait.NO_STORE)
        && !head.has(StanzaTrait.COPY)
        && (head.traits() & CONTENT) != 0;
  }
}
