package org.godwit.gateway.xep0138_compression;

import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** What is offered, asked for and answered (XEP-0138 v2.1, section 2). Pure. */
public final class CompressionRules {
  /** Namespace of what client and server say. */
  public static final String NAMESPACE = "http://jabber.org/protocol/compress";

  /** The answer to a good request; both sides open a new, compressed stream behind it. */
  public static final String COMPRESSED = "<compressed xmlns=\"" + NAMESPACE + "\"/>";

  private static final String FEATURE_NAMESPACE = "http://jabber.org/features/compress";
  private static final String METHOD = "zlib";

  private CompressionRules() {}

  /** Returns the stream feature. */
  public static XmlElement feature() {
    return XmlElement.of(FEATURE_NAMESPACE, "compression")
        .child(XmlElement.of(FEATURE_NAMESPACE, "method").text(METHOD))
        .build();
  }

  /**
   * Returns the condition with which {@code request} is refused, or null where it is granted.
   *
   * @param isOffered whether the feature was offered
   * @param unread bytes that came behind the request, which can be no part of either stream
   */
  public static @Nullable String refusal(XmlElement request, boolean isOffered, int unread) {
    if (!isOffered || unread > 0 || !request.name().localName().equals("compress")) {
      return "setup-failed";
    }
    for (XmlElement child : request.elements()) {
      if (child.name().localName().equals("method")
          && child.name().namespace().equals(NAMESPACE)
          && child.text().strip().equals(METHOD)) {
        return null;
      }
    }
    return "unsupported-method";
  }

  /** Returns the answer to a request that is refused; the stream goes on. */
  public static String failure(String condition) {
    return XmlWriter.toText(failureElement(condition));
  }

  /** Returns the error of a stream whose bytes are not what zlib writes. */
  public static StreamError processingFailed() {
    return new StreamError(
        StreamErrorCondition.UNDEFINED_CONDITION,
        "The bytes cannot be decompressed.",
        failureElement("processing-failed"));
  }

  /** Returns the error of a stream that becomes too much when it is decompressed. */
  public static StreamError tooMuch() {
    return new StreamError(
        StreamErrorCondition.POLICY_VIOLATION,
        "What was compressed becomes too much.",
        failureElement("processing-failed"));
  }

  private static XmlElement failureElement(String condition) {
    return XmlElement.of(NAMESPACE, "failure").child(XmlElement.of(NAMESPACE, condition)).build();
  }
}
