package org.godwit.gateway.framing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;

/**
 * Cuts what is written to one stream into pieces for a transport that has a frame for each. Whoever
 * writes never splits an element over two chunks. One thread, that of the pool.
 */
public final class StreamPieces {
  private static final byte[] DECLARATION = "<?xml".getBytes(StandardCharsets.US_ASCII);

  /** What the server writes is bounded where it is made, and may exceed what clients may send. */
  private static final XmlLimits LIMITS =
      new XmlLimits(64 * 1024 * 1024, 10_000, 10_000_000, 100_000, 1_000_000);

  private final XmlStreamReader reader;

  /** Makes one that expects a stream header first. */
  public StreamPieces(XmlParserPool pool) {
    this.reader = new XmlStreamReader(LIMITS, pool);
  }

  /**
   * Returns the pieces of {@code chunk}, none where it is blank. The array belongs to this object
   * from now on.
   *
   * @throws IllegalStateException where the chunk is no part of a stream: a bug of its writer
   */
  public List<StreamPiece> read(byte[] chunk) {
    if (begins(chunk, DECLARATION)) {
      reader.restart();
    }
    reader.feed(chunk, 0, chunk.length);
    List<StreamPiece> pieces = new ArrayList<>(2);
    for (XmlStreamEvent event = reader.next(); event != null; event = reader.next()) {
      switch (event) {
        case XmlStreamEvent.StreamOpened opened ->
            pieces.add(new StreamPiece.Opened(opened.attributes()));
        case XmlStreamEvent.FrameRead(XmlFrame frame) ->
            pieces.add(new StreamPiece.Element(frame.name(), complete(frame)));
        case XmlStreamEvent.StreamEnded _ -> {
          pieces.add(new StreamPiece.Ended());
          return pieces;
        }
        case XmlStreamEvent.Rejected(var condition, String text) ->
            throw new IllegalStateException(
                "what was written is no stream: " + condition + ", " + text);
      }
    }
    if (reader.unread() > 0) {
      throw new IllegalStateException("what was written ends inside an element");
    }
    return pieces;
  }

  private static boolean begins(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** Returns the element with the declaration of its own namespace, which its stream may have. */
  static byte[] complete(XmlFrame frame) {
    byte[] bytes = frame.bytes();
    if (frame.name().namespace().equals(StreamError.STREAM_NAMESPACE)) {
      return prefixed(frame.name().localName(), new String(bytes, StandardCharsets.UTF_8));
    }
    int nameEnd = 1;
    int colon = -1;
    while (!isSpace(bytes[nameEnd]) && bytes[nameEnd] != '>' && bytes[nameEnd] != '/') {
      if (bytes[nameEnd] == ':') {
        colon = nameEnd;
      }
      nameEnd++;
    }
    String attribute =
        colon < 0 ? "xmlns" : "xmlns:" + new String(bytes, 1, colon - 1, StandardCharsets.UTF_8);
    if (declares(bytes, nameEnd, attribute.getBytes(StandardCharsets.UTF_8))) {
      return bytes;
    }
    byte[] declaration =
        (' ' + attribute + "='" + StreamHeaders.escaped(frame.name().namespace()) + '\'')
            .getBytes(StandardCharsets.UTF_8);
    byte[] complete = new byte[bytes.length + declaration.length];
    System.arraycopy(bytes, 0, complete, 0, nameEnd);
    System.arraycopy(declaration, 0, complete, nameEnd, declaration.length);
    System.arraycopy(
        bytes, nameEnd, complete, nameEnd + declaration.length, bytes.length - nameEnd);
    return complete;
  }

  /** RFC 7395 shows features and errors with the prefix of RFC 6120, by which clients know them. */
  private static byte[] prefixed(String name, String text) {
    String start = '<' + name + " xmlns=\"" + StreamError.STREAM_NAMESPACE + '"';
    String end = "</" + name + '>';
    if (!text.startsWith(start) || !text.endsWith(end)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String rest = text.substring(start.length(), text.length() - end.length());
    String prefixed =
        "<stream:"
            + name
            + " xmlns:stream=\""
            + StreamError.STREAM_NAMESPACE
            + '"'
            + rest
            + "</stream:"
            + name
            + '>';
    return prefixed.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether the start tag, from {@code at}, has {@code attribute}. */
  private static boolean declares(byte[] bytes, int from, byte[] attribute) {
    int at = from;
    while (bytes[at] != '>') {
      byte b = bytes[at];
      if (b == '\'' || b == '"') {
        at++;
        while (bytes[at] != b) {
          at++;
        }
      } else if (isSpace(b) && isNamed(bytes, at + 1, attribute)) {
        return true;
      }
      at++;
    }
    return false;
  }

  private static boolean isNamed(byte[] bytes, int at, byte[] attribute) {
    int end = at + attribute.length;
    return end < bytes.length
        && Arrays.equals(bytes, at, end, attribute, 0, attribute.length)
        && (bytes[end] == '=' || isSpace(bytes[end]));
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }
}
