package org.godwit.protocol.xml;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The namespaces that a stream header declares for its stanzas.
 *
 * @param byPrefix declared prefixes; the empty prefix is the default namespace
 */
record Namespaces(Map<String, String> byPrefix) {

  /** The end tag of {@link #header}. */
  static final byte[] FOOTER = "</stream>".getBytes(StandardCharsets.US_ASCII);

  /** What nearly every client declares. */
  static final Namespaces CLIENT =
      new Namespaces(Map.of("", "jabber:client", "stream", "http://etherx.jabber.org/streams"));

  Namespaces {
    byPrefix = Map.copyOf(byPrefix);
  }

  /** Returns the namespaces as one shared value where they are the usual ones. */
  static Namespaces of(Map<String, String> byPrefix) {
    return byPrefix.equals(CLIENT.byPrefix) ? CLIENT : new Namespaces(byPrefix);
  }

  /** Returns the default namespace; empty for none. */
  String defaultNamespace() {
    return byPrefix.getOrDefault("", "");
  }

  boolean declares(String prefix) {
    return byPrefix.containsKey(prefix);
  }

  /** Returns a start tag that declares them. */
  byte[] header() {
    StringBuilder header = new StringBuilder(128).append("<stream");
    byPrefix.forEach((prefix, namespace) -> {
      header.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("=\"");
      XmlWriter.attributeText(header, namespace);
      header.append('"');
    });
    return header.append('>').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Namespaces namespaces && byPrefix.equals(namespaces.byPrefix));
  }

  @Override
  public int hashCode() {
    return byPrefix.hashCode();
  }
}
