package org.godwit.protocol.xml;

import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlStreamEvent.FrameRead;
import org.godwit.protocol.xml.XmlStreamEvent.Rejected;
import org.godwit.protocol.xml.XmlStreamEvent.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML stream of one connection (RFC 6120, section 4), as bytes come.
 *
 * <pre>
 *   PROLOG --start tag--> BETWEEN --"&lt;"--> INSIDE a stanza
 *      ^                    |  ^                 |
 *      +----- restart ------+  +--- end tag -----+
 *                           +--stream's end tag--> OVER   (any error: OVER)
 * </pre>
 *
 * <p>Pull style: {@link #feed} bytes, then call {@link #next} until it returns null. Between two
 * stanzas it holds no parser and no buffer. No input makes it throw. One thread, that of the pool.
 */
public final class XmlStreamReader {

  private static final byte[] NOTHING = new byte[0];

  private enum Phase {
    PROLOG,
    BETWEEN,
    INSIDE,
    CLOSED,
    OVER
  }

  private final XmlParserPool pool;
  private XmlLimits limits;
  private Phase phase = Phase.PROLOG;

  /** What was fed and is not read: {@code input} from {@code position} to {@code end}. */
  private byte[] input = NOTHING;

  private int position;
  private int end;

  /** The index up to which the input is whole characters. */
  private int validEnd;

  /** Whether what follows {@link #validEnd} can be no text. */
  private boolean invalid;

  private final Utf8Check utf8 = new Utf8Check();
  private @Nullable StreamHeaderParser header;
  private Namespaces namespaces = Namespaces.CLIENT;

  /** The stream's name as it was written, for its end tag. */
  private byte[] rootName = NOTHING;

  private @Nullable StanzaParser parser;

  /** The bound of the stanza being read. */
  private int stanzaBytesMax;

  /** The stanza's earlier pieces: {@code held} bytes. */
  private byte[] pieces = NOTHING;

  private int held;

  /** Creates a reader that expects a stream header. */
  public XmlStreamReader(XmlLimits limits, XmlParserPool pool) {
    this.limits = limits;
    this.pool = pool;
  }

  /**
   * Takes the bytes that came next: {@code length} of them from {@code offset}. The array belongs
   * to the reader from now on; frames may share it.
   */
  public void feed(byte[] bytes, int offset, int length) {
    if (phase == Phase.OVER || length == 0) {
      return;
    }
    if (position == end) {
      input = bytes;
      position = offset;
      end = offset + length;
      validate(offset);
      return;
    }
    int rest = end - position;
    byte[] joined = new byte[rest + length];
    System.arraycopy(input, position, joined, 0, rest);
    System.arraycopy(bytes, offset, joined, rest, length);
    input = joined;
    validEnd -= position;
    position = 0;
    end = joined.length;
    if (!invalid) {
      validate(rest);
    }
  }

  /** Finds out how far the input can be read: a character that is not whole has to wait. */
  private void validate(int from) {
    int stop = utf8.check(input, from, end);
    invalid = stop < end;
    validEnd = stop - utf8.unfinished();
  }

  /** Returns what comes next in the stream, or null where that needs more bytes. */
  public @Nullable XmlStreamEvent next() {
    try {
      XmlStreamEvent event =
          switch (phase) {
            case PROLOG -> readProlog();
            case BETWEEN -> readBetween();
            case INSIDE -> readInside();
            case CLOSED -> ended();
            case OVER -> null;
          };
      if (event == null && invalid && position == validEnd) {
        throw invalidByte();
      }
      if (position == end) {
        input = NOTHING;
        position = 0;
        end = 0;
        validEnd = 0;
      }
      return event;
    } catch (ScanException e) {
      return rejected(e.condition(), e.text());
    } catch (XMLStreamException e) {
      boolean restricted =
          (parser != null && parser.isRestricted()) || (header != null && header.isRestricted());
      ScanException cause = restricted ? StreamScanner.restricted() : notWellFormed();
      return rejected(cause.condition(), cause.text());
    }
  }

  /** Expects a new stream header; bytes that are not read yet are part of the new stream. */
  public void restart() {
    letGo();
    phase = Phase.PROLOG;
  }

  /** Returns how many bytes were fed and belong to no event yet. */
  public int unread() {
    return held + end - position + (header == null ? 0 : header.size());
  }

  /**
   * Forgets the bytes that were fed and not read: what a client sent in clear text before TLS
   * begins must not be taken for a part of the encrypted stream (RFC 6120, section 5.4.3.3).
   */
  public void discardUnread() {
    letGo();
    if (phase == Phase.INSIDE) {
      phase = Phase.BETWEEN;
    }
    utf8.reset();
    invalid = false;
    input = NOTHING;
    position = 0;
    end = 0;
    validEnd = 0;
  }

  /** Sets the limits from the next stanza or stream header on. */
  public void limits(XmlLimits limits) {
    this.limits = limits;
  }

  /** Tells whether the reader stands between two stanzas and holds nothing. */
  public boolean isIdle() {
    return phase == Phase.BETWEEN && position == end;
  }

  private @Nullable XmlStreamEvent readProlog() throws XMLStreamException {
    if (header == null) {
      if (position == end) {
        return null;
      }
      header = new StreamHeaderParser(pool.scanner(), limits);
    }
    int stop = header.read(input, position, validEnd);
    if (stop < 0) {
      position = validEnd;
      return null;
    }
    position = stop;
    StreamHeaderParser opened = header;
    header = null;
    namespaces = opened.namespaces();
    rootName = opened.prefixedName();
    phase = opened.isEmpty() ? Phase.CLOSED : Phase.BETWEEN;
    return opened.event();
  }

  private @Nullable XmlStreamEvent readBetween() throws XMLStreamException {
    while (position < validEnd && isSpace(input[position])) {
      position++;
    }
    if (position == validEnd) {
      return null;
    }
    if (input[position] != '<') {
      throw new ScanException(StreamErrorCondition.BAD_FORMAT, "There is text between stanzas.");
    }
    if (position + 1 == validEnd) {
      return untilMore();
    }
    return switch (input[position + 1]) {
      case '/' -> readEndTag();
      case '!', '?' -> throw StreamScanner.restricted();
      default -> {
        parser = pool.lend(namespaces);
        parser.begin(limits);
        stanzaBytesMax = limits.stanzaBytesMax();
        phase = Phase.INSIDE;
        yield readInside();
      }
    };
  }

  private @Nullable XmlStreamEvent readEndTag() throws ScanException {
    int at = position + 2;
    for (int i = 0; i < rootName.length; i++, at++) {
      if (at == validEnd) {
        return untilMore();
      }
      if (input[at] != rootName[i]) {
        throw notWellFormed();
      }
    }
    while (at < validEnd && isSpace(input[at])) {
      at++;
    }
    if (at == validEnd) {
      return untilMore();
    }
    if (input[at] != '>') {
      throw notWellFormed();
    }
    return ended();
  }

  private XmlStreamEvent ended() {
    finish();
    return new StreamEnded();
  }

  /** Leaves an end tag that is not whole unread. */
  private @Nullable XmlStreamEvent untilMore() throws ScanException {
    if (invalid) {
      throw notWellFormed();
    }
    if (validEnd - position > limits.stanzaBytesMax()) {
      throw new ScanException(
          StreamErrorCondition.POLICY_VIOLATION, "The stream's end tag is too long.");
    }
    return null;
  }

  private @Nullable XmlStreamEvent readInside() throws XMLStreamException {
    StanzaParser reading = parser;
    if (reading == null || position == validEnd) {
      return null;
    }
    int start = position;
    int room = stanzaBytesMax - held;
    int stop = reading.read(input, start, Math.min(validEnd, start + room));
    if (stop < 0) {
      int length = Math.min(validEnd - start, room);
      hold(start, length);
      position = start + length;
      if (length == room) {
        throw new ScanException(StreamErrorCondition.POLICY_VIOLATION, "A stanza is too long.");
      }
      return null;
    }
    XmlFrame frame = reading.frame(stanza(start, stop));
    position = stop;
    parser = null;
    pool.giveBack(reading);
    phase = Phase.BETWEEN;
    return new FrameRead(frame);
  }

  private byte[] stanza(int start, int stop) {
    if (held == 0) {
      return start == 0 && stop == input.length ? input : Arrays.copyOfRange(input, start, stop);
    }
    hold(start, stop - start);
    byte[] whole = held == pieces.length ? pieces : Arrays.copyOf(pieces, held);
    pieces = NOTHING;
    held = 0;
    return whole;
  }

  private void hold(int start, int length) {
    if (held + length > pieces.length) {
      int grown = held == 0 ? length : Math.max(held + length, held * 2);
      pieces = Arrays.copyOf(pieces, grown);
    }
    System.arraycopy(input, start, pieces, held, length);
    held += length;
  }

  private ScanException invalidByte() {
    boolean otherEncoding =
        phase == Phase.PROLOG && header != null && header.isOtherEncoding(input[validEnd]);
    return otherEncoding
        ? new ScanException(StreamErrorCondition.UNSUPPORTED_ENCODING, "The encoding is not UTF-8.")
        : notWellFormed();
  }

  private static ScanException notWellFormed() {
    return new ScanException(StreamErrorCondition.NOT_WELL_FORMED, "The XML is not well-formed.");
  }

  private Rejected rejected(StreamErrorCondition condition, String text) {
    parser = null;
    header = null;
    pool.discard();
    finish();
    return new Rejected(condition, text);
  }

  private void finish() {
    invalid = false;
    phase = Phase.OVER;
    parser = null;
    header = null;
    pieces = NOTHING;
    held = 0;
    input = NOTHING;
    position = 0;
    end = 0;
    validEnd = 0;
  }

  /** Throws away what is half read; a parser inside a stanza cannot be given back. */
  private void letGo() {
    parser = null;
    header = null;
    pieces = NOTHING;
    held = 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }
}
