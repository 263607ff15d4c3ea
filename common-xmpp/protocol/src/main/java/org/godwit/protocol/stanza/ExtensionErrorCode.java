package org.godwit.protocol.stanza;

import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Error codes beside those of XEP-0086, for conditions of our own: each is a defined condition of
 * RFC 6120 with an application-specific one (sections 4.9.4 and 8.3.4) and a {@code code}. One
 * entry adds one. Any thread.
 */
public enum ExtensionErrorCode {
  /** A client comes too often or moves too much. */
  THROTTLED(
      4031,
      StanzaErrorType.CANCEL,
      StanzaErrorCondition.POLICY_VIOLATION,
      StreamErrorCondition.POLICY_VIOLATION,
      "throttled",
      "login too frequent or traffic too large",
      "登陆过于频繁或者流量过大");

  /** Namespace of the application-specific conditions. */
  public static final String NAMESPACE = "urn:godwit:errors";

  private static final String CHINESE = "zh";

  private final int code;
  private final StanzaErrorType type;
  private final StanzaErrorCondition stanzaCondition;
  private final StreamErrorCondition streamCondition;
  private final String element;
  private final String english;
  private final String chinese;

  ExtensionErrorCode(
      int code,
      StanzaErrorType type,
      StanzaErrorCondition stanzaCondition,
      StreamErrorCondition streamCondition,
      String element,
      String english,
      String chinese) {
    this.code = code;
    this.type = type;
    this.stanzaCondition = stanzaCondition;
    this.streamCondition = streamCondition;
    this.element = element;
    this.english = english;
    this.chinese = chinese;
  }

  /** Returns the number that a client finds in the attribute {@code code}. */
  public int code() {
    return code;
  }

  /**
   * Returns the {@code <error/>} of a stanza.
   *
   * @param namespace the stanza's
   * @param lang the stream's language, such as {@code zh-CN}; null for none, which is English
   */
  public XmlElement toElement(String namespace, @Nullable String lang) {
    boolean isChinese = lang != null && (lang.equals(CHINESE) || lang.startsWith(CHINESE + '-'));
    return XmlElement.of(namespace, "error")
        .attribute("code", Integer.toString(code))
        .attribute("type", type.attribute())
        .child(XmlElement.of(StanzaError.NAMESPACE, stanzaCondition.element()))
        .child(
            XmlElement.of(StanzaError.NAMESPACE, "text")
                .attribute(XmlAttribute.XML_NAMESPACE, "lang", isChinese ? CHINESE : "en")
                .text(isChinese ? chinese : english))
        .child(application())
        .build();
  }

  /** Returns the error that ends a stream. */
  public StreamError toStreamError() {
    return new StreamError(streamCondition, english, application());
  }

  private XmlElement application() {
    return XmlElement.of(NAMESPACE, element).attribute("code", Integer.toString(code)).build();
  }
}
