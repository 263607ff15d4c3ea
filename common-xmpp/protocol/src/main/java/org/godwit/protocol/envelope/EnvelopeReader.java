package org.godwit.protocol.envelope;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link EnvelopeWriter} wrote; fields that a later version appended are left unread.
 */
final class EnvelopeReader {

  private final byte[] bytes;
  private int position;

  EnvelopeReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    if (position >= bytes.length) {
      throw new EnvelopeException("envelope ends after " + position + " bytes");
    }
    return bytes[position++] & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if ((octet & 0x80) == 0) {
        return value;
      }
    }
    throw new EnvelopeException("number longer than 64 bits");
  }

  boolean flag() {
    return number() != 0;
  }

  /** Reads a flag that a later writer appends; false where the envelope ends before. */
  boolean flagIfThere() {
    return position < bytes.length && octet() == 1;
  }

  int integer() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new EnvelopeException("number out of range");
    }
    return (int) value;
  }

  @Nullable String textOrNull() {
    long length = number() - 1;
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > bytes.length - position) {
      throw new EnvelopeException("text of " + length + " bytes runs past the envelope's end");
    }
    String text = new String(bytes, position, (int) length, StandardCharsets.UTF_8);
    position += (int) length;
    return text;
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw new EnvelopeException("mandatory text is absent");
    }
    return text;
  }

  @Nullable Jid jidOrNull() {
    String text = textOrNull();
    return text == null ? null : Jid.ofEnforced(text);
  }

  Jid jid() {
    return Jid.ofEnforced(text());
  }

  StreamRef stream() {
    return new StreamRef(text(), text());
  }

  @Nullable Origin originOrNull() {
    String gateway = textOrNull();
    return gateway == null ? null : new Origin(new StreamRef(gateway, text()), number());
  }

  Origin origin() {
    return new Origin(stream(), number());
  }

  StanzaHead head() {
    int code = integer();
    StanzaType type = StanzaType.ofCode(code);
    if (type == null) {
      throw new EnvelopeException("unknown stanza type " + code);
    }
    int traits = integer();
    return new StanzaHead(type, textOrNull(), jidOrNull(), jidOrNull(), traits);
  }

  StreamCounts counts() {
    return new StreamCounts(number(), number(), number() - 1, number() - 1);
  }

  @Nullable StreamCounts countsOrNull() {
    return flag() ? counts() : null;
  }

  @Nullable Source sourceOrNull() {
    long offset = number() - 1;
    return offset < 0 ? null : new Source(offset, number(), flag());
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    String name = text();
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      EnvelopeException unknown = new EnvelopeException("unknown " + type.getSimpleName());
      unknown.initCause(e);
      throw unknown;
    }
  }
}
