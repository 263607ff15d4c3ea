package org.godwit.protocol.xml;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.godwit.protocol.stanza.StreamErrorCondition;

/**
 * Reads a document's start: white space, an XML declaration, the root's start tag.
 *
 * <p>For one document; one thread.
 */
final class StreamHeaderParser {

  /** Longer than any declaration that says what RFC 6120, section 11.5, lets it say. */
  private static final int DECLARATION_BYTES_MAX = 256;

  private static final String SPACES = "[ \\t\\r\\n]*";
  private static final String SPACE = "[ \\t\\r\\n]+";
  private static final String IS = SPACES + "=" + SPACES;
  private static final String NAME = "[A-Za-z][A-Za-z0-9._-]*";
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml"
              + (SPACE + "version" + IS + "(?:'1\\.[0-9]+'|\"1\\.[0-9]+\")")
              + ("(?:" + SPACE + "encoding" + IS + "(?:'(" + NAME + ")'|\"(" + NAME + ")\"))?")
              + ("(?:" + SPACE + "standalone" + IS + "(?:'(?:yes|no)'|\"(?:yes|no)\"))?")
              + (SPACES + "\\?>"));

  private enum Phase {
    BEFORE,
    SEEN_LESS,
    DECLARATION,
    AFTER_DECLARATION,
    ROOT
  }

  private final StreamScanner scanner;
  private final XmlLimits limits;
  private final StringBuilder declaration = new StringBuilder();
  private Phase phase = Phase.BEFORE;
  private boolean declared;
  private int size;

  StreamHeaderParser(StreamScanner scanner, XmlLimits limits) {
    this.scanner = scanner;
    this.limits = limits;
    scanner.limits(limits);
  }

  /** Returns how many bytes the document has so far. */
  int size() {
    return size;
  }

  /**
   * Reads {@code bytes} from {@code start} to {@code end}, the document's next piece.
   *
   * @return the index after the start tag, or -1 where it goes on after this piece
   */
  int read(byte[] bytes, int start, int end) throws XMLStreamException {
    int at = start;
    while (at < end && phase != Phase.ROOT) {
      byte b = bytes[at++];
      size++;
      if (size >= limits.stanzaBytesMax()) {
        throw tooLong();
      }
      before(b);
    }
    if (phase != Phase.ROOT || at == end) {
      return -1;
    }
    int room = limits.stanzaBytesMax() - size;
    scanner.input(bytes, at, Math.min(end, at + room));
    int token = scanner.nextInProlog();
    if (token == XMLStreamConstants.START_ELEMENT) {
      return scanner.position();
    }
    if (token != AsyncXMLStreamReader.EVENT_INCOMPLETE) {
      throw StreamScanner.restricted();
    }
    size += Math.min(end - at, room);
    if (size >= limits.stanzaBytesMax()) {
      throw tooLong();
    }
    scanner.release();
    return -1;
  }

  private void before(byte b) throws XMLStreamException {
    switch (phase) {
      case BEFORE, AFTER_DECLARATION -> {
        if (b == '<') {
          phase = Phase.SEEN_LESS;
        } else if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
          throw notWellFormed("There is text before the stream header.");
        }
      }
      case SEEN_LESS -> {
        switch (b) {
          case '!' -> throw StreamScanner.restricted();
          case '?' -> {
            if (declared) {
              throw StreamScanner.restricted();
            }
            declared = true;
            phase = Phase.DECLARATION;
            declaration.append("<?");
          }
          default -> {
            phase = Phase.ROOT;
            scanner.beginRoot(b);
          }
        }
      }
      case DECLARATION -> declaration(b);
      case ROOT -> throw new IllegalStateException("the root is not read byte by byte");
    }
  }

  private void declaration(byte b) throws ScanException {
    declaration.append((char) (b & 0xFF));
    int length = declaration.length();
    if (length <= 5 && !"<?xml".startsWith(declaration.toString())) {
      throw StreamScanner.restricted();
    }
    if (length == 6 && b != ' ' && b != '\n' && b != '\t' && b != '\r') {
      throw b == '?' ? notWellFormed("The XML declaration is empty.") : StreamScanner.restricted();
    }
    if (length > DECLARATION_BYTES_MAX) {
      throw notWellFormed("The XML declaration is too long.");
    }
    if (b != '>') {
      return;
    }
    Matcher matcher = DECLARATION.matcher(declaration);
    if (!matcher.matches()) {
      throw notWellFormed("The XML declaration is not well-formed.");
    }
    String encoding = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    if (encoding != null && !encoding.toUpperCase(Locale.ROOT).equals("UTF-8")) {
      throw new ScanException(
          StreamErrorCondition.UNSUPPORTED_ENCODING, "The encoding is not UTF-8.");
    }
    declaration.setLength(0);
    phase = Phase.AFTER_DECLARATION;
  }

  /** Tells whether {@code next}, which is no UTF-8, looks like the start of another encoding. */
  boolean isOtherEncoding(byte next) {
    return switch (phase) {
      case BEFORE -> size == 0 && (next == 0 || next == (byte) 0xFE || next == (byte) 0xFF);
      case SEEN_LESS -> size == 1 && next == 0;
      case DECLARATION, AFTER_DECLARATION, ROOT -> false;
    };
  }

  /** Tells whether the scanner stopped inside XML that streams may not have. */
  boolean isRestricted() {
    return phase == Phase.ROOT && scanner.isRestricted();
  }

  /** Tells whether the root ends in its start tag. */
  boolean isEmpty() {
    return scanner.isEmptyTag();
  }

  /** Returns the root's name as it was written. */
  byte[] prefixedName() {
    return scanner.prefixedName().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the namespaces that the start tag declares. */
  Namespaces namespaces() {
    Map<String, String> declared = new HashMap<>();
    for (int i = 0; i < scanner.getNsCount(); i++) {
      String prefix = scanner.getNamespacePrefix(i);
      String namespace = scanner.getNamespaceURI(i);
      declared.put(prefix == null ? "" : prefix, namespace == null ? "" : namespace);
    }
    return Namespaces.of(declared);
  }

  /** Returns the start tag. */
  XmlStreamEvent.StreamOpened event() {
    return new XmlStreamEvent.StreamOpened(
        scanner.name(), scanner.attributes(), namespaces().byPrefix());
  }

  private static ScanException tooLong() {
    return new ScanException(
        StreamErrorCondition.POLICY_VIOLATION, "The stream header is too long.");
  }

  private static ScanException notWellFormed(String text) {
    return new ScanException(StreamErrorCondition.NOT_WELL_FORMED, text);
  }
}
