package org.godwit.gateway.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the TLS context of a listener. Any thread. */
public final class TlsContexts {
  private static final Logger LOGGER = LoggerFactory.getLogger(TlsContexts.class);

  private TlsContexts() {}

  /**
   * Returns a server's context with TLS 1.2 and 1.3, on BoringSSL where its library can be loaded.
   *
   * @param hosts names for a self-signed certificate, where none is configured
   * @throws IllegalArgumentException where certificate or key cannot be used
   */
  public static SslContext server(TlsProperties properties, List<String> hosts, Instant now) {
    Path certificate = properties.certificate();
    Path key = properties.key();
    if (certificate == null || key == null) {
      SelfSignedCertificate files =
          SelfSignedCertificate.in(properties.selfSignedFolder(), hosts, now);
      certificate = files.certificate();
      key = files.key();
      LOGGER.atInfo().addKeyValue("file", certificate).log("using a self-signed certificate");
    }
    readable("certificate", certificate);
    readable("key", key);
    SslProvider provider = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
          .sslProvider(provider)
          .protocols("TLSv1.3", "TLSv1.2")
          // XEP-0368, section 5: clients that name a protocol hear ours; others are no problem.
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  "xmpp-client"))
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls.certificate is "
              + certificate
              + " and key is "
              + key
              + " but they must be a PEM certificate and its unencrypted PKCS #8 key",
          e);
    }
  }

  private static void readable(String name, Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls." + name + " is " + file + " but must be a file that can be read");
    }
  }
}
