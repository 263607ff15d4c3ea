package org.godwit.protocol.stanza;

import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A stanza error (RFC 6120, section 8.3.2).
 *
 * @param type what the sender may do
 * @param condition the defined condition
 * @param text an explanation in English; null for none
 * @param application an application-specific condition (section 8.3.4); null for none
 */
public record StanzaError(
    StanzaErrorType type,
    StanzaErrorCondition condition,
    @Nullable String text,
    @Nullable XmlElement application) {

  /** Namespace of conditions and text. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-stanzas";

  /** Returns an error of the condition's usual type. */
  public static StanzaError of(StanzaErrorCondition condition, String text) {
    return new StanzaError(condition.type(), condition, text, null);
  }

  /** Returns an error of the condition's usual type without a text. */
  public static StanzaError of(StanzaErrorCondition condition) {
    return new StanzaError(condition.type(), condition, null, null);
  }

  /** Returns this error with another type. */
  public StanzaError withType(StanzaErrorType other) {
    return new StanzaError(other, condition, text, application);
  }

  /**
   * Returns the {@code <error/>} element in {@code namespace} (that of the stanza), with the legacy
   * {@code code} attribute of XEP-0086 where the condition has one.
   */
  public XmlElement toElement(String namespace) {
    XmlElement.Builder error = XmlElement.of(namespace, "error");
    if (condition.legacyCode() != 0) {
      error.attribute("code", Integer.toString(condition.legacyCode()));
    }
    error.attribute("type", type.attribute());
    error.child(XmlElement.of(NAMESPACE, condition.element()));
    if (text != null) {
      error.child(
          XmlElement.of(NAMESPACE, "text")
              .attribute("http://www.w3.org/XML/1998/namespace", "lang", "en")
              .text(text));
    }
    if (application != null) {
      error.child(application);
    }
    return error.build();
  }
}
