package org.godwit.gateway.sasl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.protocol.xml.XmlElement;

/** What a connection's channel binding adds to the offer (XEP-0440 v1.0.0). Pure. */
public final class ChannelBindingRules {
  /** Namespace of the stream feature. */
  public static final String NAMESPACE = "urn:xmpp:sasl-cb:0";

  private static final String SCRAM = "SCRAM-";
  private static final String PLUS = "-PLUS";

  private ChannelBindingRules() {}

  /**
   * Returns what is offered of {@code mechanisms}: those with channel binding before the others,
   * where there is one.
   */
  public static List<String> offered(List<String> mechanisms, SecureChannel channel) {
    if (channel.bindings().isEmpty()) {
      return mechanisms;
    }
    List<String> bound = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String mechanism : mechanisms) {
      if (mechanism.startsWith(SCRAM)) {
        bound.add(mechanism + PLUS);
      }
      (mechanism.equals("EXTERNAL") ? bound : others).add(mechanism);
    }
    bound.addAll(others);
    return bound;
  }

  /** Tells whether a mechanism of {@code offered} binds to the channel. */
  public static boolean isUsed(List<String> offered) {
    return offered.stream().anyMatch(mechanism -> mechanism.endsWith(PLUS));
  }

  /** Returns the stream feature that lists {@code types} (section 2). */
  public static XmlElement feature(Collection<String> types) {
    XmlElement.Builder feature = XmlElement.of(NAMESPACE, "sasl-channel-binding");
    for (String type : types.stream().sorted().toList()) {
      feature.child(XmlElement.of(NAMESPACE, "channel-binding").attribute("type", type));
    }
    return feature.build();
  }
}
