package org.godwit.protocol.xml;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Reads one child of a stream's root after the other, from as many pieces as it comes in.
 *
 * <p>One thread. After an exception it must not be used again.
 */
final class StanzaParser {

  private static final int REMEMBERED_MAX = 1024;
  private static final int BYTES_MAX = 65_536;
  private static final XmlName NONE = new XmlName("", "");

  private final StreamScanner scanner;
  private final Namespaces namespaces;
  private final int rememberedAtFirst;
  private boolean large;

  private XmlLimits limits = XmlLimits.DEFAULT;
  private int depth;
  private int elements;
  private boolean contextual;
  private XmlName name = NONE;
  private List<XmlAttribute> attributes = List.of();
  private List<XmlName> payloads = List.of();

  /** Bytes of the stanza that came before the piece being read. */
  private int before;

  private int contentStart;

  /** Gives a fresh {@code scanner} the namespaces that stanzas may use. */
  StanzaParser(StreamScanner scanner, Namespaces namespaces) {
    this.scanner = scanner;
    this.namespaces = namespaces;
    try {
      scanner.open(namespaces.header());
    } catch (XMLStreamException e) {
      throw new IllegalStateException("namespaces that were read once cannot be read", e);
    }
    rememberedAtFirst = scanner.remembered();
    scanner.release();
  }

  Namespaces namespaces() {
    return namespaces;
  }

  /** Tells whether the scanner holds so much of what it has read that another should follow. */
  boolean isWorn() {
    return large || remembered() > REMEMBERED_MAX;
  }

  /** Tells how many names and namespaces the scanner has kept from stanzas. */
  int remembered() {
    return scanner.remembered() - rememberedAtFirst;
  }

  /** Tells whether the scanner stopped inside XML that stanzas may not have. */
  boolean isRestricted() {
    return scanner.isRestricted();
  }

  /** Lets go of all input. */
  void release() {
    scanner.release();
    name = NONE;
    attributes = List.of();
    payloads = List.of();
  }

  /** Begins a stanza. */
  void begin(XmlLimits bounds) {
    limits = bounds;
    scanner.limits(bounds);
    depth = 0;
    elements = 0;
    before = 0;
    contentStart = 0;
    contextual = false;
    payloads = List.of();
  }

  /**
   * Reads {@code bytes} from {@code start} to {@code end}, the stanza's next piece.
   *
   * @return the index after the stanza's last byte, or -1 where it goes on after this piece
   */
  int read(byte[] bytes, int start, int end) throws XMLStreamException {
    scanner.input(bytes, start, end);
    while (true) {
      switch (scanner.next()) {
        case XMLStreamConstants.START_ELEMENT -> started(start);
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (depth == 0) {
            int stop = scanner.position();
            large |= before + stop - start > BYTES_MAX;
            return stop;
          }
        }
        case AsyncXMLStreamReader.EVENT_INCOMPLETE -> {
          before += end - start;
          scanner.release();
          return -1;
        }
        default -> {
          // Text is well-formed or refused; nobody asks for it here.
        }
      }
    }
  }

  private void started(int start) throws ScanException {
    depth++;
    elements++;
    if (depth > limits.depthMax()) {
      throw tooMuch("A stanza is nested too deeply.");
    }
    if (elements > limits.elementsMax()) {
      throw tooMuch("A stanza has too many elements.");
    }
    if (depth == 1) {
      name = scanner.name();
      attributes = scanner.attributes();
      contentStart = before + scanner.position() - start;
      contextual = scanner.prefix() != null || scanner.declaresPrefix();
    } else if (depth == 2) {
      if (payloads.isEmpty()) {
        payloads = new ArrayList<>(4);
      }
      payloads.add(scanner.name());
    }
    contextual = contextual || needsContext();
  }

  /** Tells whether the current start tag may use a prefix that the stream header declares. */
  private boolean needsContext() {
    if (isFromOutside(scanner.prefix())) {
      return true;
    }
    for (int i = 0; i < scanner.getAttrCount(); i++) {
      if (isFromOutside(scanner.getAttrPrefix(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean isFromOutside(@Nullable String prefix) {
    return prefix != null && namespaces.declares(prefix);
  }

  private static ScanException tooMuch(String text) {
    return new ScanException(StreamErrorCondition.POLICY_VIOLATION, text);
  }

  /** Returns the frame of the stanza that was just read, whose bytes are {@code bytes}. */
  XmlFrame frame(byte[] bytes) throws ScanException {
    if (contextual) {
      return selfContained(bytes);
    }
    int contentEnd = contentStart == bytes.length ? contentStart : lastTag(bytes);
    return new XmlFrame(name, attributes, payloads, bytes, contentStart, contentEnd);
  }

  private XmlFrame selfContained(byte[] bytes) throws ScanException {
    XmlElement element;
    try {
      element = XmlReader.parse(bytes, namespaces);
    } catch (XmlException e) {
      throw new IllegalStateException("a stanza that was read once cannot be read again", e);
    }
    byte[] written = XmlWriter.toBytes(element, limits.stanzaBytesMax());
    if (written.length > limits.stanzaBytesMax()) {
      throw tooMuch("A stanza is too long.");
    }
    int start = 0;
    while (written[start] != '>') {
      start++;
    }
    start++;
    int end = start == written.length ? start : lastTag(written);
    return new XmlFrame(name, attributes, payloads, written, start, end);
  }

  private static int lastTag(byte[] bytes) {
    int i = bytes.length - 1;
    while (bytes[i] != '<') {
      i--;
    }
    return i;
  }
}
