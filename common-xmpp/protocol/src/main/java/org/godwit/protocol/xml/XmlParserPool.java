package org.godwit.protocol.xml;

import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.ArrayList;
import java.util.List;

/**
 * Lends parsers that have already read a stream header, so that a stream between two stanzas needs
 * none of its own.
 *
 * <p>One per event loop; not thread-safe. A parser that has seen too many names, or an error, is
 * not lent again: neither memory nor look-ups grow with what peers send.
 */
public final class XmlParserPool {

  private static final int FREE_MAX = 16;

  private final List<StanzaParser> free = new ArrayList<>(FREE_MAX);
  private InputFactoryImpl factory = new InputFactoryImpl();

  /** Creates an empty pool. */
  public XmlParserPool() {}

  /** Returns a parser inside a root that declares {@code namespaces}. */
  StanzaParser lend(Namespaces namespaces) {
    for (int i = free.size() - 1; i >= 0; i--) {
      StanzaParser parser = free.get(i);
      if (parser.namespaces().equals(namespaces)) {
        free.remove(i);
        return parser;
      }
    }
    return new StanzaParser(scanner(), namespaces);
  }

  /** Takes back a parser that stands between two stanzas. */
  void giveBack(StanzaParser parser) {
    parser.release();
    if (parser.isWorn()) {
      return;
    }
    if (free.size() == FREE_MAX) {
      free.remove(0);
    }
    free.add(parser);
  }

  /** Forgets everything that a rejected stream may have left in the shared tables. */
  void discard() {
    factory = new InputFactoryImpl();
  }

  /** Returns a scanner before the document's first byte. */
  StreamScanner scanner() {
    ReaderConfig config = factory.getNonSharedConfig(null, null, null, false, false);
    config.setActualEncoding("UTF-8");
    return new StreamScanner(config);
  }

  /** Returns how many parsers wait to be lent. */
  int size() {
    return free.size();
  }
}
