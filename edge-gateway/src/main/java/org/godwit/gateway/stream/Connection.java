package org.godwit.gateway.stream;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a connection over all its streams: it opens a new one after TLS and after SASL.
 *
 * @param address the client's address; null where unknown
 * @param tls whether the connection is encrypted
 * @param account the authenticated account; null before
 * @param failures how many attempts to authenticate or register have failed
 * @param registered whether an account was registered here
 * @param transport what carries it
 * @param compressed whether it is compressed
 */
public record Connection(
    @Nullable String address,
    boolean tls,
    @Nullable Jid account,
    int failures,
    boolean registered,
    Transport transport,
    boolean compressed) {
  /** Returns a new TCP connection from {@code address}. */
  public static Connection from(@Nullable String address) {
    return from(address, Transport.TCP);
  }

  /** Returns a new connection from {@code address}. */
  public static Connection from(@Nullable String address, Transport transport) {
    return new Connection(address, false, null, 0, false, transport, false);
  }

  /** Returns this connection as one that is encrypted. */
  public Connection toEncrypted() {
    return new Connection(address, true, account, failures, registered, transport, compressed);
  }

  Connection toAuthenticated(Jid authenticated) {
    return new Connection(address, tls, authenticated, failures, registered, transport, compressed);
  }

  Connection withFailure() {
    return new Connection(address, tls, account, failures + 1, registered, transport, compressed);
  }

  Connection withRegistration() {
    return new Connection(address, tls, account, failures, true, transport, compressed);
  }

  Connection toCompressed() {
    return new Connection(address, tls, account, failures, registered, transport, true);
  }
}
