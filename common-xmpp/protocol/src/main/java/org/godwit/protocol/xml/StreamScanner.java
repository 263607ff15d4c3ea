package org.godwit.protocol.xml;

import com.fasterxml.aalto.async.AsyncByteArrayScanner;
import com.fasterxml.aalto.in.PName;
import com.fasterxml.aalto.in.ReaderConfig;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Aalto's scanner, bounded, without the XML that XMPP restricts (RFC 6120, section 11.1), and able
 * to leave a buffer in the middle. Text is skipped unless it is asked for.
 */
final class StreamScanner extends AsyncByteArrayScanner {

  private static final byte[] NOTHING = new byte[0];

  private int attributesMax = Integer.MAX_VALUE;

  StreamScanner(ReaderConfig config) {
    super(config);
  }

  void attributesMax(int max) {
    attributesMax = max;
  }

  /** Reads {@code bytes} from {@code start} to {@code end} next; what is unread is forgotten. */
  void input(byte[] bytes, int start, int end) throws XMLStreamException {
    _inputPtr = _inputEnd;
    feedInput(bytes, start, end - start);
  }

  /** Lets go of the buffer. */
  void release() {
    _inputBuffer = NOTHING;
    _inputPtr = 0;
    _inputEnd = 0;
    _origBufferLen = 0;
  }

  /** Returns the index, in the buffer given last, of the first byte that is not read. */
  int position() {
    return _inputPtr;
  }

  /** Reads {@code header}, a document's start up to the end of the root's start tag. */
  void open(byte[] header) throws XMLStreamException {
    input(header, 0, header.length);
    int token = nextFromProlog(true);
    while (token == XMLStreamConstants.START_DOCUMENT) {
      token = nextFromProlog(true);
    }
    if (token != XMLStreamConstants.START_ELEMENT) {
      throw new XMLStreamException("the header has no whole start tag");
    }
  }

  /** Begins the root with the first byte of its name; nothing was read before. */
  void beginRoot(byte first) throws XMLStreamException {
    byte[] start = {'<', first};
    input(start, 0, start.length);
    nextInProlog();
  }

  /** Returns the next token up to the root's start tag, which may be incomplete. */
  int nextInProlog() throws XMLStreamException {
    int token = nextFromProlog(true);
    return token == XMLStreamConstants.START_DOCUMENT ? nextFromProlog(true) : token;
  }

  /** Returns the next token inside the root, which may be incomplete. */
  int next() throws XMLStreamException {
    int token = nextFromTree();
    if (token == XMLStreamConstants.ENTITY_REFERENCE
        || (token == EVENT_INCOMPLETE && isRestricted())) {
      throw restricted();
    }
    return token;
  }

  /** Tells whether the token being read is a comment, a processing instruction or a DTD. */
  boolean isRestricted() {
    return _nextEvent == XMLStreamConstants.COMMENT
        || _nextEvent == XMLStreamConstants.PROCESSING_INSTRUCTION
        || _nextEvent == XMLStreamConstants.DTD;
  }

  XmlName name() {
    return new XmlName(namespace(), _tokenName.getLocalName());
  }

  String namespace() {
    String namespace = getNamespaceURI();
    return namespace == null ? "" : namespace;
  }

  String localName() {
    return _tokenName.getLocalName();
  }

  /** Returns the name as it was written, with its prefix. */
  String prefixedName() {
    return _tokenName.getPrefixedName();
  }

  @Nullable String prefix() {
    return _tokenName.getPrefix();
  }

  /** Returns how long the longest name, prefix or namespace of the current start tag is. */
  int longestName() {
    int longest = Math.max(prefixedName().length(), namespace().length());
    for (int i = 0; i < getAttrCount(); i++) {
      longest = Math.max(longest, getAttrPrefixedName(i).length());
    }
    for (int i = 0; i < getNsCount(); i++) {
      longest = Math.max(longest, length(getNamespacePrefix(i)));
      longest = Math.max(longest, length(getNamespaceURI(i)));
    }
    return longest;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Tells whether the current start tag declares a prefix. */
  boolean declaresPrefix() {
    for (int i = 0; i < getNsCount(); i++) {
      String declared = getNamespacePrefix(i);
      if (declared != null && !declared.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  List<XmlAttribute> attributes() {
    int count = getAttrCount();
    if (count == 0) {
      return List.of();
    }
    List<XmlAttribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PName name = getAttrCollector().getName(i);
      String namespace = name.getNsUri();
      attributes.add(
          new XmlAttribute(
              namespace == null ? "" : namespace, name.getLocalName(), getAttrValue(i)));
    }
    return attributes;
  }

  /** Tells how many names and namespaces this scanner remembers from what it has read. */
  int remembered() {
    return _symbols.size() + _nsBindingCount;
  }

  @Override
  protected boolean handleAttrValue() throws XMLStreamException {
    checkCount();
    return super.handleAttrValue();
  }

  @Override
  protected boolean handleNsDecl() throws XMLStreamException {
    checkCount();
    return super.handleNsDecl();
  }

  private void checkCount() throws ScanException {
    // The collector's count is the previous element's until this one has its first attribute.
    if (_attrCollector.getCount() > attributesMax || _currNsCount > attributesMax) {
      throw tooManyAttributes();
    }
  }

  static ScanException tooManyAttributes() {
    return new ScanException(
        StreamErrorCondition.POLICY_VIOLATION, "An element has too many attributes.");
  }

  @Override
  protected void reportUnexpandedEntityInAttr(PName name, boolean isNsDecl)
      throws XMLStreamException {
    throw restricted();
  }

  static ScanException restricted() {
    return new ScanException(
        StreamErrorCondition.RESTRICTED_XML,
        "Comments, processing instructions, DTDs and entities are not allowed.");
  }
}
