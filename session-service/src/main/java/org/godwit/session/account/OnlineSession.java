package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;

/**
 * A bound resource.
 *
 * @param stream the stream that is bound
 * @param boundJid its full JID
 * @param available whether it has sent available presence (RFC 6121, section 4.2)
 * @param priority its priority, -128 to 127 (RFC 6121, section 4.7.2.3)
 */
record OnlineSession(StreamRef stream, Jid boundJid, boolean available, int priority) {

  /** Returns a resource that was just bound and has sent no presence. */
  static OnlineSession bound(StreamRef stream, Jid boundJid) {
    return new OnlineSession(stream, boundJid, false, 0);
  }

  /** Tells whether messages to the bare JID may go here (RFC 6121, section 8.5.2.1.1). */
  boolean takesMessages() {
    return available && priority >= 0;
  }
}
