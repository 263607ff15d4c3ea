package org.godwit.protocol.xml;

import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one whole element into a tree. For bytes that a stream's limits have passed already, or
 * that come from our own stores.
 *
 * <p>Any thread.
 */
public final class XmlReader {

  private static final Namespaces NO_NAMESPACES = new Namespaces(Map.of());

  private final StreamScanner scanner;
  private final List<Open> stack = new ArrayList<>();
  private @Nullable XmlElement root;

  private XmlReader(StreamScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * Returns the element in {@code bytes}, which declares its namespaces itself.
   *
   * @throws XmlException where they are not one well-formed element
   */
  public static XmlElement parse(byte[] bytes) throws XmlException {
    return parse(bytes, NO_NAMESPACES);
  }

  /**
   * Returns the element in {@code bytes}, cut from a place whose default namespace is {@code
   * context}.
   *
   * @throws XmlException where they are not one well-formed element
   */
  public static XmlElement parse(byte[] bytes, String context) throws XmlException {
    return parse(bytes, Namespaces.of(Map.of("", context)));
  }

  /** Returns the whole element of {@code frame}. */
  public static XmlElement parse(XmlFrame frame) {
    try {
      return parse(frame.bytes(), frame.name().namespace());
    } catch (XmlException e) {
      throw new IllegalStateException("a frame that was read once cannot be read again", e);
    }
  }

  static XmlElement parse(byte[] bytes, Namespaces context) throws XmlException {
    // A factory of its own: nothing that one peer wrote stays in a table that others use.
    ReaderConfig config = new InputFactoryImpl().getNonSharedConfig(null, null, null, false, false);
    config.setActualEncoding("UTF-8");
    XmlReader reader = new XmlReader(new StreamScanner(config));
    try {
      reader.scanner.open(context.header());
      return reader.read(bytes);
    } catch (XMLStreamException e) {
      throw new XmlException("not well-formed: " + e.getMessage());
    }
  }

  private XmlElement read(byte[] bytes) throws XMLStreamException, XmlException {
    if (new Utf8Check().check(bytes, 0, bytes.length) < bytes.length) {
      throw new XmlException("not UTF-8");
    }
    scanner.input(bytes, 0, bytes.length);
    boolean whole = false;
    while (true) {
      int token = scanner.next();
      text(scanner.skippedText());
      switch (token) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (root != null) {
            throw new XmlException("more than one element");
          }
          stack.add(new Open(scanner.name(), scanner.attributes(), new ArrayList<>()));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (whole && root != null && stack.isEmpty()) {
            return root;
          }
          closed();
        }
        case AsyncXMLStreamReader.EVENT_INCOMPLETE -> {
          if (whole || root == null) {
            throw new XmlException("not one whole element");
          }
          // Ends what the header began; a token that the bytes left open makes it ill-formed.
          scanner.input(Namespaces.FOOTER, 0, Namespaces.FOOTER.length);
          whole = true;
        }
        case XMLStreamConstants.CDATA -> text(scanner.getText());
        default -> throw new XmlException("not XML that a stanza may have");
      }
    }
  }

  private void closed() throws XmlException {
    if (stack.isEmpty()) {
      throw new XmlException("an end tag too many");
    }
    Open open = stack.removeLast();
    XmlElement element = new XmlElement(open.name, open.attributes, open.children);
    if (stack.isEmpty()) {
      root = element;
    } else {
      stack.getLast().children.add(element);
    }
  }

  private void text(String text) throws XmlException {
    if (text.isEmpty()) {
      return;
    }
    if (stack.isEmpty()) {
      if (!text.isBlank()) {
        throw new XmlException("text beside the element");
      }
      return;
    }
    List<XmlNode> siblings = stack.getLast().children;
    if (!siblings.isEmpty() && siblings.getLast() instanceof XmlNode.Text before) {
      siblings.set(siblings.size() - 1, new XmlNode.Text(before.value() + text));
    } else {
      siblings.add(new XmlNode.Text(text));
    }
  }

  private record Open(XmlName name, List<XmlAttribute> attributes, List<XmlNode> children) {}
}
