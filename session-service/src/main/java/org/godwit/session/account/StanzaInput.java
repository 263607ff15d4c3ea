package org.godwit.session.account;

import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/**
 * A stanza that is to be delivered to the account.
 *
 * @param record the record that brought it
 * @param origin the sender's stream; null where unknown
 * @param head its head
 * @param stanza its bytes
 * @param returned what is known of it where it has come back from a gateway; null where it has not
 */
record StanzaInput(
    InboundRecord record,
    @Nullable Origin origin,
    StanzaHead head,
    byte[] stanza,
    @Nullable Returned returned) {

  /**
   * A stanza that did not reach a stream.
   *
   * @param dead the stream
   * @param place the record that the stanza came with first
   * @param several whether it was sent to all who took messages then
   */
  record Returned(StreamRef dead, Source place, boolean several) {}

  static StanzaInput of(InboundRecord record, Incoming m) {
    return new StanzaInput(record, m.origin(), m.head(), m.stanza(), null);
  }

  static StanzaInput of(InboundRecord record, Sent m) {
    return new StanzaInput(record, m.origin(), m.head(), m.stanza(), null);
  }

  /** Returns the input that once brought {@code row}. */
  static StanzaInput of(OfflineRow row) {
    OfflineId id = row.id();
    return new StanzaInput(
        new InboundRecord(
            id.topic(),
            id.partition(),
            id.offset(),
            id.receivedAtMs(),
            row.account(),
            new Incoming(null, row.head(), row.stanza())),
        null,
        row.head(),
        row.stanza(),
        null);
  }

  /** Returns this with other bytes. */
  StanzaInput with(byte[] next) {
    return new StanzaInput(record, origin, head, next, returned);
  }

  /** Returns a stream that does not get it; null for none. */
  @Nullable StreamRef dead() {
    return returned == null ? null : returned.dead();
  }

  /** Returns what its deliveries tell of where it came from. */
  Source source() {
    return returned == null
        ? new Source(record.offset(), record.timestampMs(), false)
        : returned.place();
  }

  /** Tells whether {@code session} is left out: it is the one that is gone, or has it already. */
  boolean isNotFor(OnlineSession session) {
    return returned != null
        && (session.stream().equals(returned.dead())
            || (returned.several()
                && session.takesMessages()
                && session.presence().since() < returned.place().offset()));
  }

  OfflineRow row(String account, @Nullable String onlyStream) {
    return row(account, onlyStream, head, stanza);
  }

  /** Returns the row of {@code stanza}, which this one is or brought about. */
  OfflineRow row(
      String account, @Nullable String onlyStream, StanzaHead rowHead, byte[] rowStanza) {
    long offset = returned == null ? record.offset() : returned.place().offset();
    long timeMs = returned == null ? record.timestampMs() : returned.place().timestampMs();
    OfflineId id =
        new OfflineId(
            record.topic(), record.partition(), offset, OfflineId.indexOf(onlyStream), timeMs);
    return new OfflineRow(account, id, onlyStream, rowHead, rowStanza);
  }
}
