package org.godwit.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS contexts of a server, which share the keys of their session tickets. Any thread.
 */
final class TlsContexts {
  private static final int TICKET_NAME_BYTES = 16;
  private static final int TICKET_HMAC_BYTES = 16;
  private static final int TICKET_AES_BYTES = 16;

  private final SslProvider provider;
  private final boolean hasTickets;
  private final SecureRandom random = new SecureRandom();
  private volatile OpenSslSessionTicketKey[] ticketKeys;

  /**
   * Chooses the engine.
   *
   * @throws IllegalArgumentException where BoringSSL is wanted and cannot be loaded
   */
  TlsContexts(TlsProperties properties) {
    boolean isThere = OpenSsl.isAvailable();
    if (properties.engine() == TlsProperties.Engine.BORINGSSL && !isThere) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls.engine is boringssl but its library cannot be loaded here: auto or jdk"
              + " is allowed",
          OpenSsl.unavailabilityCause());
    }
    this.provider =
        isThere && properties.engine() != TlsProperties.Engine.JDK
            ? SslProvider.OPENSSL
            : SslProvider.JDK;
    this.hasTickets = properties.tickets();
    this.ticketKeys = new OpenSslSessionTicketKey[] {newTicketKey()};
  }

  /**
   * Returns who the server is with these files: TLS 1.2 and 1.3.
   *
   * @param place the keys that name the files, for the failure's message
   * @param trust who vouches for clients; null where none is asked for a certificate
   * @throws IllegalArgumentException where certificate or key cannot be used
   */
  TlsIdentity identity(String place, Path certificate, Path key, @Nullable ClientTrust trust) {
    readable(place + "certificate", certificate);
    readable(place + "key", key);
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(certificate.toFile(), key.toFile())
              .sslProvider(provider)
              .protocols("TLSv1.3", "TLSv1.2")
              // XEP-0368, section 5: clients that name a protocol hear ours; others are no problem.
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      "xmpp-client"));
      if (trust != null) {
        builder.trustManager(trust.lenient()).clientAuth(ClientAuth.OPTIONAL);
      }
      SslContext context = builder.build();
      applyTickets(context);
      return new TlsIdentity(context, ChannelBindings.endPoint(leaf(certificate)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          place
              + "certificate is "
              + certificate
              + " and key is "
              + key
              + " but they must be a PEM certificate and its unencrypted PKCS #8 key",
          e);
    }
  }

  private OpenSslSessionTicketKey newTicketKey() {
    return new OpenSslSessionTicketKey(
        bytes(TICKET_NAME_BYTES), bytes(TICKET_HMAC_BYTES), bytes(TICKET_AES_BYTES));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** From now on tickets are made with a new key; those of the last one are still good. */
  void rotateTicketKeys(Collection<TlsIdentity> identities) {
    ticketKeys = new OpenSslSessionTicketKey[] {newTicketKey(), ticketKeys[0]};
    identities.forEach(identity -> applyTickets(identity.context()));
  }

  /** BoringSSL makes tickets only with keys that it is given; the JDK has its own. */
  private void applyTickets(SslContext context) {
    if (hasTickets && context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setTicketKeys(ticketKeys);
    }
  }

  private static X509Certificate leaf(Path file) throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private static void readable(String name, Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          name + " is " + file + " but must be a file that can be read");
    }
  }
}
