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
 * to leave a buffer in the middle.
 */
final class StreamScanner extends AsyncByteArrayScanner {

  private static final byte[] NOTHING = new byte[0];

  private final TextScan text = new TextScan();
  private final TextScan value = new TextScan();
  private boolean insideToken;
  private int textStart;
  private int textEnd;
  private int attributesMax = Integer.MAX_VALUE;
  private int nameCharsMax = Integer.MAX_VALUE;

  StreamScanner(ReaderConfig config) {
    super(config);
    try {
      // Aalto throws a RuntimeException for <xmlns:a> unless its table has this binding.
      findOrCreateBinding("none");
      _nsBindings[0] = findOrCreateBinding("xmlns");
    } catch (XMLStreamException e) {
      throw new IllegalStateException("prefixes without a namespace are refused", e);
    }
  }

  /** Sets the bounds of the elements to come. */
  void limits(XmlLimits limits) {
    attributesMax = limits.attributesMax();
    nameCharsMax = limits.nameCharsMax();
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
    if (token == XMLStreamConstants.START_DOCUMENT) {
      token = nextFromProlog(true);
    }
    if (token == XMLStreamConstants.START_ELEMENT) {
      checkStartTag();
    }
    return token;
  }

  /**
   * Returns the next token inside the root: a start tag, an end tag, a CDATA section, or {@code
   * EVENT_INCOMPLETE} where the input ends. Text is checked and left out.
   *
   * <p>Aalto skips text without looking for entities, and for {@code ]]>} only inside one buffer;
   * so it is not shown any.
   */
  int next() throws XMLStreamException {
    textStart = _inputPtr;
    textEnd = _inputPtr;
    if (!insideToken && !(_currToken == XMLStreamConstants.START_ELEMENT && _isEmptyTag)) {
      _inputPtr = text.skipData(_inputBuffer, _inputPtr, _inputEnd);
      textEnd = _inputPtr;
      if (_inputPtr == _inputEnd) {
        return EVENT_INCOMPLETE;
      }
    }
    int token = nextFromTree();
    insideToken = token == EVENT_INCOMPLETE;
    if (insideToken && _nextEvent == XMLStreamConstants.END_ELEMENT) {
      checkEndTag();
    }
    boolean known =
        token == EVENT_INCOMPLETE
            || token == XMLStreamConstants.START_ELEMENT
            || token == XMLStreamConstants.END_ELEMENT
            || token == XMLStreamConstants.CDATA;
    if (!known || isRestricted()) {
      throw restricted();
    }
    if (token == XMLStreamConstants.START_ELEMENT) {
      checkStartTag();
    }
    return token;
  }

  /** Checks what Namespaces in XML 1.0 says of names and Aalto lets pass, and the limits. */
  private void checkStartTag() throws ScanException {
    int attributes = getAttrCount();
    int declared = getNsCount();
    if (attributes > attributesMax || declared > attributesMax - attributes) {
      throw tooManyAttributes();
    }
    checkName(_tokenName);
    for (int i = 0; i < attributes; i++) {
      checkName(_attrCollector.getName(i));
    }
    for (int i = 0; i < declared; i++) {
      String prefix = getNamespacePrefix(i);
      String namespace = getNamespaceURI(i);
      checkLength(namespace);
      if (prefix != null) {
        checkLength(prefix);
        if (namespace.isEmpty() || prefix.isEmpty() || !isNameStart(prefix.codePointAt(0))) {
          throw notWellFormed("A namespace declaration is not allowed.");
        }
      }
    }
  }

  private void checkName(PName name) throws ScanException {
    String local = name.getLocalName();
    String prefix = name.getPrefix();
    checkLength(local);
    if (prefix == null) {
      return;
    }
    checkLength(prefix);
    if (prefix.isEmpty()
        || prefix.equals("xmlns")
        || local.isEmpty()
        || !isNameStart(local.codePointAt(0))) {
      throw notWellFormed("A name is not allowed.");
    }
  }

  private void checkLength(String name) throws ScanException {
    if (name.length() > nameCharsMax) {
      throw new ScanException(StreamErrorCondition.POLICY_VIOLATION, "A name is too long.");
    }
  }

  /** Tells whether a name may begin with {@code c}; Aalto has checked that it may have it. */
  private static boolean isNameStart(int c) {
    return c > 'z' ? c != 0xB7 : c >= 'A' && (c >= 'a' || c <= 'Z' || c == '_');
  }

  /** Aalto compares names by four bytes; an end tag that is begun wrongly is refused at once. */
  private void checkEndTag() throws ScanException {
    if (_state != STATE_DEFAULT || _currQuadBytes == 0) {
      return;
    }
    int expected = _tokenName.getQuad(_quadCount);
    int expectedBytes = 4 - Integer.numberOfLeadingZeros(expected) / Byte.SIZE;
    int missing = expectedBytes - _currQuadBytes;
    if (missing <= 0 || expected >>> (missing * Byte.SIZE) != _currQuad) {
      throw notWellFormed("An end tag does not match its start tag.");
    }
  }

  /** Returns the text that the last call of {@link #next} left out of the current buffer. */
  String skippedText() throws ScanException {
    if (!text.isComplete()) {
      throw notWellFormed("A reference has no end.");
    }
    return textStart == textEnd ? "" : TextScan.decode(_inputBuffer, textStart, textEnd);
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

  /** Aalto takes {@code &#x;} for a character. */
  @Override
  protected boolean handleAttrValue() throws XMLStreamException {
    checkCount();
    value.checkValue(_inputBuffer, _inputPtr, _inputEnd, _elemAttrQuote);
    return super.handleAttrValue();
  }

  @Override
  protected boolean handleNsDecl() throws XMLStreamException {
    checkCount();
    value.checkValue(_inputBuffer, _inputPtr, _inputEnd, _elemAttrQuote);
    return super.handleNsDecl();
  }

  private void checkCount() throws ScanException {
    // The collector's count is the previous element's until this one has its first attribute.
    if (_attrCollector.getCount() > attributesMax || _currNsCount > attributesMax) {
      throw tooManyAttributes();
    }
  }

  private static ScanException tooManyAttributes() {
    return new ScanException(
        StreamErrorCondition.POLICY_VIOLATION, "An element has too many attributes.");
  }

  private static ScanException notWellFormed(String text) {
    return new ScanException(StreamErrorCondition.NOT_WELL_FORMED, text);
  }

  static ScanException restricted() {
    return new ScanException(
        StreamErrorCondition.RESTRICTED_XML,
        "Comments, processing instructions, DTDs and entities are not allowed.");
  }
}
