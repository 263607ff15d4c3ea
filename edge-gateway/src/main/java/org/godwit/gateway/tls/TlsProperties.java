package org.godwit.gateway.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * TLS of clients' streams.
 *
 * @param required whether a stream must be encrypted before anything else; default true; false lets
 *     clients authenticate in the clear
 * @param certificate PEM file with the certificate and its chain; none by default, which means a
 *     self-signed one
 * @param key PEM file with the private key (PKCS #8, not encrypted); set with {@code certificate}
 *     or not at all
 * @param selfSignedFolder where the self-signed certificate is made at the first start and kept;
 *     default {@code ./data/tls}; without the folder clients see a new certificate
 */
@Validated
@ConfigurationProperties("xmpp.gateway.tls")
public record TlsProperties(
    @DefaultValue("true") boolean required,
    @Nullable Path certificate,
    @Nullable Path key,
    @DefaultValue("./data/tls") Path selfSignedFolder) {
  /** Refuses half of a pair. */
  public TlsProperties {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls."
              + (certificate == null ? "key is " + key : "certificate is " + certificate)
              + " but certificate and key must be set together");
    }
  }
}
