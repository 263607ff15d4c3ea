package org.godwit.gateway.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * TLS of clients' streams.
 *
 * @param required whether a stream must be encrypted before anything else; default true; false lets
 *     clients authenticate in the clear
 * @param certificate PEM file with the certificate and its chain, for clients that name no host or
 *     one without a certificate of its own; none by default, which means a self-signed one
 * @param key PEM file with the private key (PKCS #8, not encrypted); set with {@code certificate}
 *     or not at all
 * @param selfSignedFolder where the self-signed certificate is made at the first start and kept;
 *     default {@code ./data/tls}; without the folder clients see a new certificate
 * @param hosts certificates of single virtual hosts, which clients choose by SNI; default none
 * @param engine what encrypts: {@code auto} (BoringSSL where its library can be loaded, else the
 *     JDK), {@code boringssl} or {@code jdk}; default {@code auto}. The JDK's is slower and has the
 *     channel binding tls-exporter besides tls-server-end-point
 * @param checkInterval how often certificates, keys and {@code clientTrust} are looked at for
 *     changes, 1s to 1d; 0 for never; default 10s. A new file holds for new connections; a broken
 *     one leaves the old in place
 * @param clientTrust PEM file with the certificates that vouch for clients' certificates, which
 *     makes SASL EXTERNAL possible; none by default, and no client is asked for one
 * @param tickets whether clients may resume a TLS session with a ticket of BoringSSL's; default
 *     true. The JDK's engine makes its own unless the system property {@code
 *     jdk.tls.server.enableSessionTicketExtension} forbids it
 */
@Validated
@ConfigurationProperties("xmpp.gateway.tls")
public record TlsProperties(
    @DefaultValue("true") boolean required,
    @Nullable Path certificate,
    @Nullable Path key,
    @DefaultValue("./data/tls") Path selfSignedFolder,
    @DefaultValue List<HostCertificate> hosts,
    @DefaultValue("auto") Engine engine,
    @DefaultValue("10s") Duration checkInterval,
    @Nullable Path clientTrust,
    @DefaultValue("true") boolean tickets) {
  /** What encrypts. */
  public enum Engine {
    /** BoringSSL where it can be loaded, else the JDK. */
    AUTO,
    /** BoringSSL. */
    BORINGSSL,
    /** The JDK. */
    JDK
  }

  /**
   * The certificate of a virtual host.
   *
   * @param host the name that clients send (SNI), or {@code *.} and a domain for all names below it
   * @param certificate PEM file with the certificate and its chain
   * @param key PEM file with the private key (PKCS #8, not encrypted)
   */
  public record HostCertificate(String host, Path certificate, Path key) {}

  /** Refuses half of a pair and an interval out of range. */
  public TlsProperties {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls."
              + (certificate == null ? "key is " + key : "certificate is " + certificate)
              + " but certificate and key must be set together");
    }
    if (!checkInterval.isZero()
        && (checkInterval.compareTo(Duration.ofSeconds(1)) < 0
            || checkInterval.compareTo(Duration.ofDays(1)) > 0)) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls.check-interval is "
              + checkInterval
              + " but must be between PT1S and PT24H, or 0");
    }
    hosts = List.copyOf(hosts);
  }
}
