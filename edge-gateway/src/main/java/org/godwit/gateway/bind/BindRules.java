package org.godwit.gateway.bind;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * The elements of resource binding (RFC 6120, section 7) and of the session that RFC 3921, section
 * 3, wanted after it. Pure.
 */
public final class BindRules {
  /** Namespace of resource binding. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-bind";

  /** Namespace of the old session establishment. */
  public static final String SESSION_NAMESPACE = "urn:ietf:params:xml:ns:xmpp-session";

  /** Payload of a request to bind. */
  public static final XmlName BIND = new XmlName(NAMESPACE, "bind");

  /** Payload of a request for a session. */
  public static final XmlName SESSION = new XmlName(SESSION_NAMESPACE, "session");

  private BindRules() {}

  /** Returns the resource that {@code iq} asks for, or null where it leaves the choice to us. */
  public static @Nullable String resource(XmlElement iq) {
    XmlElement bind = iq.child(NAMESPACE, "bind");
    XmlElement resource = bind == null ? null : bind.child(NAMESPACE, "resource");
    return resource == null || resource.text().isEmpty() ? null : resource.text();
  }

  /** Returns the payload that tells the client its full JID (section 7.6.1). */
  public static XmlElement bound(Jid jid) {
    return XmlElement.of(NAMESPACE, "bind")
        .child(XmlElement.of(NAMESPACE, "jid").text(jid.toString()))
        .build();
  }

  /** Returns the stream feature (section 7.4). */
  public static XmlElement feature() {
    return XmlElement.of(NAMESPACE, "bind").build();
  }

  /**
   * Returns the feature that old clients wait for, marked optional so that newer ones save the
   * round trip.
   */
  public static XmlElement sessionFeature() {
    return XmlElement.of(SESSION_NAMESPACE, "session")
        .child(XmlElement.of(SESSION_NAMESPACE, "optional"))
        .build();
  }
}
