package org.godwit.protocol.stanza;

import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * A stream error (RFC 6120, section 4.9); it ends the stream.
 *
 * @param condition the defined condition
 * @param text an explanation in English; null for none
 * @param application an application-specific condition (section 4.9.4); null for none
 * @param otherHost where the client is sent, for {@code see-other-host} (section 4.9.3.19); else
 *     null
 */
public record StreamError(
    StreamErrorCondition condition,
    @Nullable String text,
    @Nullable XmlElement application,
    @Nullable String otherHost) {

  /** Namespace of the {@code <error/>} element. */
  public static final String STREAM_NAMESPACE = "http://etherx.jabber.org/streams";

  /** Namespace of conditions and text. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

  /** Makes an error that sends the client nowhere. */
  public StreamError(
      StreamErrorCondition condition, @Nullable String text, @Nullable XmlElement application) {
    this(condition, text, application, null);
  }

  /** Returns the error that sends the client to {@code host}, {@code HOST} or {@code HOST:PORT}. */
  public static StreamError seeOtherHost(String host) {
    return new StreamError(StreamErrorCondition.SEE_OTHER_HOST, null, null, host);
  }

  /** Returns an error with a text. */
  public static StreamError of(StreamErrorCondition condition, String text) {
    return new StreamError(condition, text, null);
  }

  /** Returns an error without a text. */
  public static StreamError of(StreamErrorCondition condition) {
    return new StreamError(condition, null, null);
  }

  /** Returns the {@code <error/>} element: condition, text, application-specific condition. */
  public XmlElement toElement() {
    XmlElement.Builder error = XmlElement.of(STREAM_NAMESPACE, "error");
    XmlElement.Builder defined = XmlElement.of(NAMESPACE, condition.element());
    if (otherHost != null) {
      defined.text(otherHost);
    }
    error.child(defined);
    if (text != null) {
      error.child(
          XmlElement.of(NAMESPACE, "text")
              .attribute(XmlAttribute.XML_NAMESPACE, "lang", "en")
              .text(text));
    }
    if (application != null) {
      error.child(application);
    }
    return error.build();
  }
}
