package org.godwit.session.account;

import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A stanza that waits for its account.
 *
 * @param account the bare JID
 * @param id its id and place in the order
 * @param stream the only stream it is for; null for whichever resource comes first
 * @param head the stanza's head
 * @param stanza its bytes, as they came
 */
public record OfflineRow(
    String account, OfflineId id, @Nullable String stream, StanzaHead head, byte[] stanza) {

  /** The longest account that can be stored: with more, an index of InnoDB would be too long. */
  public static final int ACCOUNT_CHARS_MAX = 700;

  /** Returns this as the row of a stanza that came from no record of its own. */
  OfflineRow sourceless() {
    return new OfflineRow(account, id.sourceless(), stream, head, stanza);
  }

  /** Returns this as a row for whichever resource comes first. */
  OfflineRow shared() {
    return new OfflineRow(account, id.forAnybody(), null, head, stanza);
  }

  /** Returns the stanza with the time at which it came to {@code domain}. */
  public byte[] stamped(String domain) {
    return DelayRules.stamped(stanza, domain, id.receivedAtMs());
  }

  /**
   * Returns the stanza as a client sees it that looks at it without taking it: with the time at
   * which it came.
   *
   * @param domain who has stored it
   * @param mark one more child
   */
  public byte[] shown(String domain, XmlElement mark) {
    return StanzaEdits.appended(stamped(domain), mark);
  }

  @Override
  public String toString() {
    return "OfflineRow[" + id + ']';
  }
}
