package org.godwit.gateway.stream;

import org.godwit.gateway.auth.InviteToken;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a connection over all its streams: it opens a new one after TLS and after SASL.
 *
 * @param address the client's address; null where unknown
 * @param tls whether the connection is encrypted
 * @param account the authenticated account; null before
 * @param failures how many attempts to authenticate or register have failed
 * @param saslFailed whether one of those was SASL
 * @param registered whether an account was registered here
 * @param invite an invitation that was shown and is good (XEP-0445); null for none
 * @param transport what carries it
 * @param channel what authentication can use of its encryption
 * @param compressed whether it is compressed
 */
public record Connection(
    @Nullable String address,
    boolean tls,
    @Nullable Jid account,
    int failures,
    boolean saslFailed,
    boolean registered,
    @Nullable InviteToken invite,
    Transport transport,
    SecureChannel channel,
    boolean compressed) {
  /** Returns a new TCP connection from {@code address}. */
  public static Connection from(@Nullable String address) {
    return from(address, Transport.TCP);
  }

  /** Returns a new connection from {@code address}. */
  public static Connection from(@Nullable String address, Transport transport) {
    return new Connection(
        address, false, null, 0, false, false, null, transport, SecureChannel.NONE, false);
  }

  /** Returns this connection as one that is encrypted, before the gateway or by it. */
  public Connection toEncrypted(SecureChannel secured) {
    return new Connection(
        address,
        true,
        account,
        failures,
        saslFailed,
        registered,
        invite,
        transport,
        secured,
        compressed);
  }

  Connection toAuthenticated(Jid authenticated) {
    return new Connection(
        address,
        tls,
        authenticated,
        failures,
        saslFailed,
        registered,
        invite,
        transport,
        channel,
        compressed);
  }

  Connection withFailure() {
    return new Connection(
        address,
        tls,
        account,
        failures + 1,
        saslFailed,
        registered,
        invite,
        transport,
        channel,
        compressed);
  }

  Connection withSaslFailure() {
    return new Connection(
        address,
        tls,
        account,
        failures + 1,
        true,
        registered,
        invite,
        transport,
        channel,
        compressed);
  }

  Connection withRegistration() {
    return new Connection(
        address, tls, account, failures, saslFailed, true, null, transport, channel, compressed);
  }

  Connection withInvite(InviteToken shown) {
    return new Connection(
        address,
        tls,
        account,
        failures,
        saslFailed,
        registered,
        shown,
        transport,
        channel,
        compressed);
  }

  Connection toCompressed() {
    return new Connection(
        address, tls, account, failures, saslFailed, registered, invite, transport, channel, true);
  }
}
