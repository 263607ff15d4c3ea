package org.godwit.gateway.stream;

import org.godwit.protocol.jid.ServedDomains;

/**
 * What the operator decided about streams of this listener.
 *
 * @param domains the served domains
 * @param tlsRequired whether nothing but STARTTLS is offered in the clear
 * @param plainWithoutTls whether PLAIN is offered in the clear
 * @param failuresMax how many attempts to authenticate or register may fail before the stream is
 *     closed
 * @param streamManagement whether stream management is offered
 * @param clientState whether client state indication is offered
 * @param compression whether stream compression is offered after authentication
 */
public record StreamPolicy(
    ServedDomains domains,
    boolean tlsRequired,
    boolean plainWithoutTls,
    int failuresMax,
    boolean streamManagement,
    boolean clientState,
    boolean compression) {
  /** Tells whether SASL and registration may be used on {@code connection}. */
  boolean allowsNegotiation(Connection connection) {
    return connection.tls() || !tlsRequired;
  }

  /** Tells whether {@code mechanism} may be used on {@code connection}. */
  boolean allowsMechanism(String mechanism, Connection connection) {
    return connection.tls() || plainWithoutTls || !mechanism.equals("PLAIN");
  }
}
