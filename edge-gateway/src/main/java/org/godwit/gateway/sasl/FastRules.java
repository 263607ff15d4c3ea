package org.godwit.gateway.sasl;

import java.util.ArrayList;
import java.util.List;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.protocol.xml.XmlElement;

/** The elements of tokens (XEP-0484 v0.2.0, section 3). Pure. */
public final class FastRules {
  /** Namespace of every element. */
  public static final String NAMESPACE = "urn:xmpp:fast:0";

  private FastRules() {}

  /** Returns the mechanisms that a connection can use tokens with, the best first. */
  public static List<String> mechanisms(SecureChannel channel) {
    List<String> mechanisms = new ArrayList<>();
    if (channel.bindings().containsKey("tls-exporter")) {
      mechanisms.add("HT-SHA-256-EXPR");
    }
    if (channel.bindings().containsKey("tls-server-end-point")) {
      mechanisms.add("HT-SHA-256-ENDP");
    }
    mechanisms.add("HT-SHA-256-NONE");
    return mechanisms;
  }

  /** Returns the feature that lists {@code mechanisms} (section 3.1). */
  static XmlElement feature(List<String> mechanisms) {
    XmlElement.Builder feature = XmlElement.of(NAMESPACE, "fast");
    for (String mechanism : mechanisms) {
      feature.child(XmlElement.of(NAMESPACE, "mechanism").text(mechanism));
    }
    return feature.build();
  }

  /** Returns the element that brings a client its token (section 3.3). */
  static XmlElement token(SaslAnswer.Token token) {
    return XmlElement.of(NAMESPACE, "token")
        .attribute("expiry", token.expiry())
        .attribute("token", token.secret())
        .build();
  }
}
