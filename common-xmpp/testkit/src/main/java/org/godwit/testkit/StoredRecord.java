package org.godwit.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.godwit.bus.DeadLetter;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.jspecify.annotations.Nullable;

/** A record in memory, in the bytes that Kafka would hold. */
record StoredRecord(
    String key, byte @Nullable [] value, Map<String, byte[]> headers, long timestampMs) {

  private static final byte[] EMPTY = new byte[0];

  StoredRecord {
    headers = Map.copyOf(headers);
  }

  long size() {
    long size = 64L + key.length() + (value == null ? 0 : value.length);
    for (byte[] header : headers.values()) {
      size += header.length;
    }
    return size;
  }

  /** Decodes the record; throws where it is poison. */
  InboundRecord inbound(String topic, int partition, long offset) {
    byte[] envelope = headers.get(EnvelopeCodec.HEADER);
    if (envelope == null) {
      throw new IllegalArgumentException("record has no header '" + EnvelopeCodec.HEADER + "'");
    }
    return new InboundRecord(
        topic,
        partition,
        offset,
        timestampMs,
        key,
        EnvelopeCodec.decode(envelope, value == null ? EMPTY : value));
  }

  DeadLetterRecord deadLetter() {
    return new DeadLetterRecord(
        header(DeadLetter.TOPIC),
        Integer.parseInt(header(DeadLetter.PARTITION)),
        Long.parseLong(header(DeadLetter.OFFSET)),
        key,
        value,
        header(DeadLetter.CAUSE),
        header(DeadLetter.MESSAGE));
  }

  private String header(String name) {
    return new String(headers.getOrDefault(name, EMPTY), StandardCharsets.UTF_8);
  }
}
