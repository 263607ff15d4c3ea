package org.godwit.protocol.module;

import java.time.Instant;
import org.godwit.protocol.jid.Jid;

/**
 * What a handler may know beside the stanza.
 *
 * @param domain the virtual host that serves the request
 * @param sender who asks: the stamped {@code from}
 * @param target whom it asks; the sender's bare JID where the stanza has no {@code to}
 * @param now the time of the input
 */
public record Context(String domain, Jid sender, Jid target, Instant now) {

  /** Tells whether the sender asks its own account. */
  public boolean isOwnAccount() {
    return target.equals(sender.bare());
  }
}
