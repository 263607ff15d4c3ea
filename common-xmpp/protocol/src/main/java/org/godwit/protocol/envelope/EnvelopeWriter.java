package org.godwit.protocol.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/** Writes the fields of an envelope: varints, strings as length + 1 and UTF-8 (0: null). */
final class EnvelopeWriter {

  private static final byte[] NO_STANZA = new byte[0];

  private byte[] bytes = new byte[192];
  private int size;

  EnvelopeWriter(int version, int kind) {
    bytes[0] = (byte) version;
    bytes[1] = (byte) kind;
    size = 2;
  }

  EnvelopeWriter number(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  EnvelopeWriter text(@Nullable String value) {
    if (value == null) {
      return number(0);
    }
    int length = value.length();
    reserve(length + 5);
    int mark = size;
    number(length + 1L);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = mark;
        return encoded(value.getBytes(StandardCharsets.UTF_8));
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  private EnvelopeWriter encoded(byte[] utf8) {
    number(utf8.length + 1L);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  EnvelopeWriter jid(@Nullable Jid jid) {
    return text(jid == null ? null : jid.toString());
  }

  EnvelopeWriter stream(StreamRef stream) {
    return text(stream.gateway()).text(stream.stream());
  }

  EnvelopeWriter origin(@Nullable Origin origin) {
    if (origin == null) {
      return text(null);
    }
    return stream(origin.stream()).number(origin.n());
  }

  EnvelopeWriter head(StanzaHead head) {
    return number(head.type().code())
        .number(head.traits())
        .text(head.id())
        .jid(head.from())
        .jid(head.to());
  }

  EnvelopeWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  EnvelopeWriter counts(StreamCounts counts) {
    return number(counts.in())
        .number(counts.out())
        .number(counts.outOffset() + 1)
        .number(counts.source() + 1);
  }

  EnvelopeWriter countsOrNull(@Nullable StreamCounts counts) {
    return counts == null ? flag(false) : flag(true).counts(counts);
  }

  /** Absent is one octet 0; else the offset + 1, the time and whether it comes again. */
  EnvelopeWriter source(@Nullable Source source) {
    return source == null
        ? number(0)
        : number(source.offset() + 1).number(source.timestampMs()).flag(source.again());
  }

  /** Returns the envelope with {@code stanza}. */
  EncodedMessage with(byte[] stanza) {
    return new EncodedMessage(Arrays.copyOf(bytes, size), stanza);
  }

  /** Returns the envelope of a message without a stanza. */
  EncodedMessage alone() {
    return with(NO_STANZA);
  }

  private void reserve(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
  }
}
