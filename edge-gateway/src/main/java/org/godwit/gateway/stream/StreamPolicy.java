package org.godwit.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import org.godwit.gateway.bind.BindRules;
import org.godwit.gateway.xep0138_compression.CompressionRules;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.gateway.xep0352_csi.ClientState;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.xml.XmlElement;

/**
 * What the operator decided about streams of this listener.
 *
 * @param hosts the virtual hosts, as they are at the moment
 * @param tlsRequired whether nothing but STARTTLS is offered in the clear, where a host does not
 *     say otherwise
 * @param plainWithoutTls whether PLAIN is offered in the clear
 * @param failuresMax how many attempts to authenticate or register may fail before the stream is
 *     closed
 * @param management whether streams may be managed, and within which limits
 * @param clientState whether client state indication is offered
 * @param iqAuth whether clients may log in as before SASL (XEP-0078)
 * @param compression whether stream compression is offered after authentication
 * @param features what session-service offers on each host
 */
public record StreamPolicy(
    VirtualHosts hosts,
    boolean tlsRequired,
    boolean plainWithoutTls,
    int failuresMax,
    StreamManagementProperties management,
    boolean clientState,
    boolean iqAuth,
    boolean compression,
    HostFeatures features) {

  /** Returns the served domains. */
  ServedDomains domains() {
    return hosts.domains();
  }

  /** Tells whether nothing but STARTTLS is offered in the clear at {@code host}. */
  boolean requiresTls(String host) {
    Boolean own = hosts.policyOf(host).tlsRequired();
    return own == null ? tlsRequired : own;
  }

  /** Tells whether SASL and registration may be used on {@code connection} to {@code host}. */
  boolean allowsNegotiation(Connection connection, String host) {
    return connection.tls() || !requiresTls(host);
  }

  /** Tells whether {@code mechanism} may be used on {@code connection}. */
  boolean allowsMechanism(String mechanism, Connection connection) {
    return switch (mechanism) {
      case "PLAIN" -> connection.tls() || plainWithoutTls;
      case "OAUTHBEARER" -> connection.tls();
      // RFC 6120, section 6.3.4: only where there is something to prove it with.
      case "EXTERNAL" -> connection.tls() && !connection.channel().certificateNames().isEmpty();
      default -> true;
    };
  }

  /** Tells whether streams over {@code transport} may be managed. */
  boolean offersManagement(Transport transport) {
    return management.enabled() && transport.offersStreamManagement();
  }

  /** Returns the features of a stream that is authenticated and must bind a resource. */
  List<XmlElement> featuresToBind(Connection connection, String host) {
    List<XmlElement> features = new ArrayList<>();
    features.add(BindRules.feature());
    features.add(BindRules.sessionFeature());
    features.addAll(featuresWhenBound(connection.transport(), host, false));
    if (CompressTransitions.isOffered(connection, this)) {
      features.add(CompressionRules.feature());
    }
    return features;
  }

  /** Returns the features of a stream that has its resource. */
  List<XmlElement> featuresWhenBound(Transport transport, String host, boolean isManaged) {
    List<XmlElement> features = new ArrayList<>();
    if (offersManagement(transport) && !isManaged) {
      features.add(SmElements.feature());
    }
    if (clientState) {
      features.add(XmlElement.of(ClientState.NAMESPACE, "csi").build());
    }
    features.addAll(this.features.of(host));
    return features;
  }
}
