package org.godwit.gateway.xep0198_sm;

import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** The elements that the server writes (XEP-0198, sections 2 to 6). Pure. */
public final class SmElements {
  /** The namespace of stream management. */
  public static final String NAMESPACE = "urn:xmpp:sm:3";

  /** The request for an acknowledgement. */
  public static final String REQUEST = "<r xmlns=\"urn:xmpp:sm:3\"/>";

  private static final long MODULUS = 1L << 32;

  private SmElements() {}

  /** Returns the stream feature (section 2). */
  public static XmlElement feature() {
    return XmlElement.of(NAMESPACE, "sm").build();
  }

  /**
   * Returns the answer to a good {@code <enable/>} (section 3).
   *
   * @param id the SM-ID
   * @param maxSeconds how long the stream may be resumed; 0 where it may not
   * @param location where the client should connect to resume it; null for anywhere
   */
  public static XmlElement enabled(String id, int maxSeconds, @Nullable String location) {
    XmlElement.Builder enabled = XmlElement.of(NAMESPACE, "enabled").attribute("id", id);
    if (maxSeconds > 0) {
      enabled.attribute("resume", "true").attribute("max", Integer.toString(maxSeconds));
      enabled.attribute("location", location);
    }
    return enabled.build();
  }

  /** Returns {@code <a/>}; {@code count} is not reduced yet (section 4). */
  public static String ack(long count) {
    return "<a xmlns=\"urn:xmpp:sm:3\" h=\"" + h(count) + "\"/>";
  }

  /** Returns the answer to a good {@code <resume/>}; {@code in} is not reduced yet (section 5). */
  public static XmlElement resumed(String previd, long in) {
    return XmlElement.of(NAMESPACE, "resumed")
        .attribute("previd", previd)
        .attribute("h", Long.toString(h(in)))
        .build();
  }

  /** Returns a failure (section 6). */
  public static String failed(StanzaErrorCondition condition) {
    return XmlWriter.toText(failed(condition, -1));
  }

  /**
   * Returns a failure that tells how much was handled (section 5).
   *
   * @param in how many stanzas of the client, not reduced yet; -1 where unknown
   */
  public static XmlElement failed(StanzaErrorCondition condition, long in) {
    return XmlElement.of(NAMESPACE, "failed")
        .attribute("h", in < 0 ? null : Long.toString(h(in)))
        .child(XmlElement.of(StanzaError.NAMESPACE, condition.element()))
        .build();
  }

  /** Returns the error of a client that acknowledges what it was not sent (section 6). */
  public static StreamError handledCountTooHigh(long h, long sent) {
    return new StreamError(
        StreamErrorCondition.UNDEFINED_CONDITION,
        "You acknowledged " + h + " stanzas, but I only sent you " + h(sent) + " so far.",
        XmlElement.of(NAMESPACE, "handled-count-too-high")
            .attribute("h", Long.toString(h))
            .attribute("send-count", Long.toString(h(sent)))
            .build());
  }

  /** Returns {@code count} as the wire has it: modulo 2^32 (section 4). */
  static long h(long count) {
    return count & (MODULUS - 1);
  }
}
