package org.godwit.session.xep0163_pep;

import org.godwit.protocol.jid.Jid;

/**
 * An explicit subscription (XEP-0060, section 6.1).
 *
 * @param jid who is notified
 * @param subid its id
 * @param pending whether the owner has still to approve it
 */
public record PepSubscription(Jid jid, String subid, boolean pending) {

  String state() {
    return pending ? "pending" : "subscribed";
  }
}
