package org.godwit.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Who may vouch for clients. A certificate that nobody vouches for breaks no handshake: its client
 * may log in with a password. Any thread.
 */
final class ClientTrust {
  private final X509TrustManager trust;

  private ClientTrust(X509TrustManager trust) {
    this.trust = trust;
  }

  /**
   * Reads the PEM file of certificates that are trusted.
   *
   * @throws IllegalArgumentException where it holds none
   */
  static ClientTrust of(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("c" + count++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (count > 0 && manager instanceof X509TrustManager x509) {
          return new ClientTrust(x509);
        }
      }
      throw new CertificateException("no certificate");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "xmpp.gateway.tls.client-trust is "
              + file
              + " but must be a PEM file with the certificates that vouch for clients",
          e);
    }
  }

  /** Returns the names in the client's certificate; none without one that somebody vouches for. */
  List<String> names(SSLSession session) {
    try {
      X509Certificate[] chain =
          Arrays.stream(session.getPeerCertificates())
              .filter(X509Certificate.class::isInstance)
              .toArray(X509Certificate[]::new);
      if (chain.length == 0) {
        return List.of();
      }
      trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
      return CertificateNameRules.names(chain[0]);
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return List.of();
    }
  }

  /** Returns what takes every certificate during the handshake; {@link #names} looks closer. */
  TrustManager lenient() {
    return new Lenient(trust);
  }

  private static final class Lenient extends X509ExtendedTrustManager {
    private final X509TrustManager trust;

    Lenient(X509TrustManager trust) {
      this.trust = trust;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("this side is the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
