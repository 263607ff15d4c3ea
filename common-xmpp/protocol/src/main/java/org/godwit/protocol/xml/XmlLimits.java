package org.godwit.protocol.xml;

/**
 * Bounds of what a peer may send in one stanza; whoever passes one is rejected with {@code
 * policy-violation}.
 *
 * @param stanzaBytesMax bytes of one stanza or of a stream header, from its first {@code <} to its
 *     last {@code >}; at least 10,000 (RFC 6120, section 13.12)
 * @param depthMax nested elements in one stanza, the stanza itself counted; at least 2
 * @param elementsMax elements in one stanza, the stanza itself counted; at least 2
 * @param attributesMax attributes and namespace declarations of one element; at least 8
 * @param nameCharsMax characters of one name, prefix or namespace; at least 100
 */
public record XmlLimits(
    int stanzaBytesMax, int depthMax, int elementsMax, int attributesMax, int nameCharsMax) {

  /** 256 KiB, 32 levels, 4,096 elements, 64 attributes, names of 512 characters. */
  public static final XmlLimits DEFAULT = new XmlLimits(262_144, 32, 4096, 64, 512);

  /** Checks the bounds. */
  public XmlLimits {
    atLeast("stanzaBytesMax", stanzaBytesMax, 10_000);
    atLeast("depthMax", depthMax, 2);
    atLeast("elementsMax", elementsMax, 2);
    atLeast("attributesMax", attributesMax, 8);
    atLeast("nameCharsMax", nameCharsMax, 100);
  }

  /** Returns these limits with another bound for the bytes of a stanza. */
  public XmlLimits withStanzaBytesMax(int bytes) {
    return new XmlLimits(bytes, depthMax, elementsMax, attributesMax, nameCharsMax);
  }

  private static void atLeast(String name, int value, int min) {
    if (value < min) {
      throw new IllegalArgumentException(name + " is " + value + " but must be at least " + min);
    }
  }
}
