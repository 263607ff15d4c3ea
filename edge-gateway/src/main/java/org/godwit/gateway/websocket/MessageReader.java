package org.godwit.gateway.websocket;

import static org.godwit.protocol.stanza.StreamErrorCondition.BAD_FORMAT;
import static org.godwit.protocol.stanza.StreamErrorCondition.INVALID_NAMESPACE;
import static org.godwit.protocol.stanza.StreamErrorCondition.NOT_WELL_FORMED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.gateway.framing.StreamHeaders;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one WebSocket, each of which is one element (RFC 7395, section 3.3), and
 * says what they are in the stream of RFC 6120. One thread, that of the pool.
 *
 * <p>A stanza that declares no namespace is taken as one of {@code jabber:client}, although section
 * 3.3.3 wants it declared.
 */
public final class MessageReader {
  /** The namespace of {@code <open/>} and {@code <close/>}. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-framing";

  private static final String SASL_NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final byte[] FRAMING = NAMESPACE.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STREAM = "<stream:stream".getBytes(StandardCharsets.US_ASCII);

  /** Where a framing element declares its namespace, if the client writes as clients do. */
  private static final int START_TAG_BYTES = 1024;

  /** What a message is. */
  public sealed interface Message {
    /**
     * A part of the stream.
     *
     * @param bytes the part as RFC 6120 has it
     */
    record Part(byte[] bytes) implements Message {
      /** Returns the length only: content is never logged. */
      @Override
      public String toString() {
        return "Part[" + bytes.length + " bytes]";
      }
    }

    /**
     * Nothing that may come here.
     *
     * @param error what the client is told
     */
    record Refused(StreamError error) implements Message {}
  }

  private final XmlParserPool pool;
  private final XmlLimits limits;
  private @Nullable XmlStreamReader stanzas;
  private boolean mayOpen = true;
  private boolean isOpened;

  /** Makes a reader that expects {@code <open/>} first. */
  public MessageReader(XmlLimits limits, XmlParserPool pool) {
    this.limits = limits;
    this.pool = pool;
  }

  /** Reads a whole message; the array belongs to the reader and its result from now on. */
  public Message read(byte[] message) {
    if (message.length == 0 || message[0] != '<') {
      return refused(BAD_FORMAT, "A message must begin with an element.");
    }
    if (indexOf(message, FRAMING, Math.min(message.length, START_TAG_BYTES)) >= 0) {
      Message framing = readFraming(message);
      if (framing != null) {
        return framing;
      }
    }
    if (startsWith(message, STREAM)) {
      return refused(BAD_FORMAT, "A stream must begin with an open element (RFC 7395).");
    }
    return isOpened
        ? readStanza(message)
        : refused(BAD_FORMAT, "A stream must begin with an open element (RFC 7395).");
  }

  /** Reads {@code <open/>} or {@code <close/>}; null where the message is neither. */
  private @Nullable Message readFraming(byte[] message) {
    XmlStreamReader reader = new XmlStreamReader(limits, pool);
    reader.feed(message.clone(), 0, message.length);
    XmlStreamEvent first = reader.next();
    if (first == null) {
      return refused(NOT_WELL_FORMED, "A message must be one whole element.");
    }
    if (first instanceof XmlStreamEvent.Rejected(StreamErrorCondition condition, String text)) {
      return refused(condition, text);
    }
    if (!(first instanceof XmlStreamEvent.StreamOpened opened)
        || !opened.name().namespace().equals(NAMESPACE)) {
      return null;
    }
    // What follows a start tag that is an end tag too would be a second element.
    boolean isWhole = reader.unread() == 0 || !endsEmpty(message);
    if (!(reader.next() instanceof XmlStreamEvent.StreamEnded) || !isWhole) {
      return refused(BAD_FORMAT, "A message must be one element without content.");
    }
    return switch (opened.name().localName()) {
      case "open" -> {
        if (!mayOpen) {
          yield refused(BAD_FORMAT, "An open element came inside a stream.");
        }
        mayOpen = false;
        isOpened = true;
        yield new Message.Part(StreamHeaders.client(opened.attributes()));
      }
      case "close" ->
          // Before the stream is open, its end would be no XML at all.
          isOpened
              ? new Message.Part(StreamHeaders.END.getBytes(StandardCharsets.US_ASCII))
              : refused(BAD_FORMAT, "There is no stream to close.");
      default -> refused(INVALID_NAMESPACE, "The element is none of RFC 7395.");
    };
  }

  private static boolean endsEmpty(byte[] message) {
    int end = indexOf(message, new byte[] {'>'}, message.length);
    return end > 0 && message[end - 1] == '/';
  }

  private Message readStanza(byte[] message) {
    XmlStreamReader reader = stanzas();
    reader.feed(message, 0, message.length);
    XmlStreamEvent first = reader.next();
    return switch (first) {
      case null -> refused(NOT_WELL_FORMED, "A message must be one whole element.");
      case XmlStreamEvent.Rejected(StreamErrorCondition condition, String text) ->
          refused(condition, text);
      case XmlStreamEvent.StreamEnded _ ->
          refused(BAD_FORMAT, "A stream must end with a close element (RFC 7395).");
      case XmlStreamEvent.StreamOpened _ -> refused(BAD_FORMAT, "There is no second stream.");
      case XmlStreamEvent.FrameRead(XmlFrame frame) -> {
        if (reader.next() != null || !reader.isIdle()) {
          yield refused(BAD_FORMAT, "A message must be one element only.");
        }
        mayOpen |= opensAgain(frame.name());
        yield new Message.Part(message);
      }
    };
  }

  /** RFC 6120, section 6.4.6: after SASL both sides open another stream. */
  private static boolean opensAgain(XmlName name) {
    return name.namespace().equals(SASL_NAMESPACE);
  }

  private XmlStreamReader stanzas() {
    XmlStreamReader reader = stanzas;
    if (reader == null) {
      reader = new XmlStreamReader(limits, pool);
      byte[] header = StreamHeaders.client(List.of());
      reader.feed(header, 0, header.length);
      if (!(reader.next() instanceof XmlStreamEvent.StreamOpened)) {
        throw new IllegalStateException("our own stream header cannot be read");
      }
      stanzas = reader;
    }
    return reader;
  }

  private static Message refused(StreamErrorCondition condition, String text) {
    return new Message.Refused(StreamError.of(condition, text));
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return indexOf(bytes, start, Math.min(bytes.length, start.length)) == 0;
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int end) {
    for (int at = 0; at + wanted.length <= end; at++) {
      int i = 0;
      while (i < wanted.length && bytes[at + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return at;
      }
    }
    return -1;
  }
}
