package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/**
 * A stanza that is to be delivered to the account.
 *
 * @param record the record that brought it
 * @param origin the sender's stream; null where unknown
 * @param head its head
 * @param stanza its bytes
 * @param dead a stream that is known to be gone; null for none
 */
record StanzaInput(
    InboundRecord record,
    @Nullable Origin origin,
    StanzaHead head,
    byte[] stanza,
    @Nullable StreamRef dead) {

  /** Returns the addressee's resource; null for the bare JID. */
  @Nullable String resource() {
    Jid to = head.to();
    return to == null ? null : to.resource();
  }

  OfflineRow row(String account, @Nullable String onlyStream) {
    OfflineId id =
        new OfflineId(record.topic(), record.partition(), record.offset(), 0, record.timestampMs());
    return new OfflineRow(account, id, onlyStream, head, stanza);
  }
}
