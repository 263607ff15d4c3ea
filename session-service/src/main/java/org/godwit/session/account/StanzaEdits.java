package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlNode;
import org.godwit.protocol.xml.XmlWriter;

/** Looks for and adds to the content of stanzas without reading it where that can be. Pure. */
final class StanzaEdits {

  /** Namespace of {@code <stanza-id/>} (XEP-0359). */
  static final String STANZA_ID = "urn:xmpp:sid:0";

  private static final String ELEMENT = "stanza-id";
  private static final byte[] NAMESPACE_BYTES = bytes(STANZA_ID);
  private static final byte[] ELEMENT_BYTES = bytes(ELEMENT);
  private static final byte[] REFERENCE = bytes("&#");

  private StanzaEdits() {}

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Tells whether {@code part} is somewhere in {@code text}. */
  static boolean contains(byte[] text, byte[] part) {
    int last = text.length - part.length;
    for (int i = 0; i <= last; i++) {
      if (text[i] == part[0] && matches(text, i, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] text, int at, byte[] part) {
    for (int k = 1; k < part.length; k++) {
      if (text[at + k] != part[k]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells whether the stanza may have an id that claims to be of {@code by}: it has ids, and its
   * content has the address's local part, or some text that does not show what it is.
   */
  static boolean mayHaveStanzaId(byte[] stanza, Jid by) {
    if (!contains(stanza, ELEMENT_BYTES) || !contains(stanza, NAMESPACE_BYTES)) {
      return false;
    }
    String local = by.local();
    return local == null
        || contains(stanza, REFERENCE)
        || !local.chars().allMatch(c -> c < 0x80)
        || hasInContent(stanza, bytes(local.toLowerCase(Locale.ROOT) + '@'));
  }

  private static boolean hasInContent(byte[] stanza, byte[] lower) {
    int start = 0;
    // Attributes of the stanza itself have no such sign: it is written by us, and escaped.
    while (start < stanza.length && stanza[start] != '>') {
      start++;
    }
    for (int i = start; i <= stanza.length - lower.length; i++) {
      int k = 0;
      while (k < lower.length && lowered(stanza[i + k]) == lower[k]) {
        k++;
      }
      if (k == lower.length) {
        return true;
      }
    }
    return false;
  }

  private static int lowered(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /**
   * Returns the stanza with the archive's id (XEP-0359, section 3.1). The content stays as it came,
   * byte by byte, where it has none that claims to be of this archive.
   *
   * @param by the archive's address
   */
  static byte[] withStanzaId(byte[] stanza, Jid by, String id) {
    XmlElement element =
        XmlElement.of(STANZA_ID, ELEMENT)
            .attribute("by", by.toString())
            .attribute("id", id)
            .build();
    if (mayHaveStanzaId(stanza, by)) {
      return XmlWriter.toBytes(stripped(StanzaTrees.parse(stanza), by).child(element).build());
    }
    return appended(stanza, element);
  }

  /** Returns the stanza without ids that claim to be of {@code by} (section 6, rule 4). */
  static byte[] withoutStanzaId(byte[] stanza, Jid by) {
    XmlElement tree = StanzaTrees.parse(stanza);
    XmlElement rest = stripped(tree, by).build();
    return rest.children().size() == tree.children().size() ? stanza : XmlWriter.toBytes(rest);
  }

  private static XmlElement.Builder stripped(XmlElement stanza, Jid by) {
    XmlElement.Builder copy = XmlElement.of(stanza.namespace(), stanza.localName());
    stanza.attributes().forEach(a -> copy.attribute(a.namespace(), a.localName(), a.value()));
    for (XmlNode node : stanza.children()) {
      switch (node) {
        case XmlElement child -> {
          if (!isIdOf(child, by)) {
            copy.child(child);
          }
        }
        case XmlNode.Text text -> copy.text(text.value());
      }
    }
    return copy;
  }

  private static boolean isIdOf(XmlElement child, Jid by) {
    if (!child.namespace().equals(STANZA_ID) || !child.localName().equals(ELEMENT)) {
      return false;
    }
    String claimed = child.attribute("by");
    return claimed != null && by.equals(Jid.parse(claimed));
  }

  /** Returns the stanza with one more child at its end. */
  static byte[] appended(byte[] stanza, XmlElement child) {
    int end = endTag(stanza);
    if (end < 0) {
      return XmlWriter.toBytes(StanzaTrees.parse(stanza).toBuilder().child(child).build());
    }
    byte[] text = XmlWriter.toBytes(child);
    byte[] all = new byte[stanza.length + text.length];
    System.arraycopy(stanza, 0, all, 0, end);
    System.arraycopy(text, 0, all, end, text.length);
    System.arraycopy(stanza, end, all, end + text.length, stanza.length - end);
    return all;
  }

  /** Returns where the end tag begins, or -1 for an element that closes in its start tag. */
  private static int endTag(byte[] stanza) {
    for (int i = stanza.length - 2; i > 0; i--) {
      if (stanza[i] == '/') {
        return stanza[i - 1] == '<' ? i - 1 : -1;
      }
    }
    return -1;
  }
}
