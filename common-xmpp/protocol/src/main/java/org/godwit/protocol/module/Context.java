package org.godwit.protocol.module;

import java.time.Instant;
import java.util.List;
import org.godwit.protocol.jid.Jid;

/**
 * What a handler may know beside the stanza.
 *
 * @param domain the virtual host that serves the request
 * @param sender who asks: the stamped {@code from}
 * @param target whom it asks; the sender's bare JID where the stanza has no {@code to}
 * @param now the time of the input
 * @param available full JIDs of the account's available resources, where an account is asked
 */
public record Context(String domain, Jid sender, Jid target, Instant now, List<Jid> available) {

  /** Copies the list. */
  public Context {
    available = List.copyOf(available);
  }

  /** Makes one without available resources. */
  public Context(String domain, Jid sender, Jid target, Instant now) {
    this(domain, sender, target, now, List.of());
  }

  /** Tells whether the sender asks its own account. */
  public boolean isOwnAccount() {
    return target.equals(sender.bare());
  }
}
