package org.godwit.session.offline;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.jspecify.annotations.Nullable;

/** A stored message as JPA reads it. Never written through JPA. */
@Entity
@Table(name = "offline_message")
@IdClass(OfflineMessageKey.class)
class OfflineMessage {

  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "record_offset")
  private long recordOffset;

  @Id
  @Column(name = "record_index")
  private int recordIndex;

  @Id
  @Column(name = "record_partition")
  private int recordPartition;

  @Id
  @Column(name = "record_topic")
  private String recordTopic = "";

  @Id
  @Column(name = "received_at_ms")
  private long receivedAtMs;

  @Column(name = "only_stream")
  private @Nullable String onlyStream;

  @Column(name = "envelope")
  private byte[] envelope = {};

  @Column(name = "stanza")
  private byte[] stanza = {};

  OfflineMessage() {}

  /** Returns the bytes of the head: the envelope of the record that brings such a stanza. */
  static byte[] envelopeOf(OfflineRow row) {
    return EnvelopeCodec.encode(new BusMessage.Incoming(null, row.head(), row.stanza())).envelope();
  }

  OfflineRow toRow() {
    BusMessage message = EnvelopeCodec.decode(envelope, stanza);
    if (!(message instanceof BusMessage.Incoming incoming)) {
      throw new IllegalStateException("an offline message's envelope is of another kind");
    }
    OfflineId id =
        new OfflineId(recordTopic, recordPartition, recordOffset, recordIndex, receivedAtMs);
    return new OfflineRow(account, id, onlyStream, incoming.head(), stanza);
  }
}
