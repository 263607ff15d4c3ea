package org.godwit.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The channel bindings of a TLS connection: only those that its engine truly has. Any thread. */
final class ChannelBindings {
  static final String EXPORTER = "tls-exporter";
  static final String END_POINT = "tls-server-end-point";

  private static final String LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTED_BYTES = 32;

  private ChannelBindings() {}

  /** Returns the data in base64 by type, after the handshake. */
  static Map<String, String> of(SSLSession session, TlsIdentity identity) {
    Map<String, String> bindings = new HashMap<>();
    if (identity.endPoint() != null) {
      bindings.put(END_POINT, identity.endPoint());
    }
    String exported = exported(session);
    if (exported != null) {
      bindings.put(EXPORTER, exported);
    }
    return bindings;
  }

  /**
   * RFC 9266, section 2: only with TLS 1.3 here, because a connection of TLS 1.2 may be negotiated
   * anew. The JDK's engine has it; BoringSSL's has it as well, but tcnative gives no access to it.
   */
  private static @Nullable String exported(SSLSession session) {
    if (!session.getProtocol().equals("TLSv1.3")
        || !(session instanceof ExtendedSSLSession extended)) {
      return null;
    }
    try {
      return Base64.getEncoder()
          .encodeToString(extended.exportKeyingMaterialData(LABEL, new byte[0], EXPORTED_BYTES));
    } catch (SSLKeyException | UnsupportedOperationException e) {
      return null;
    }
  }

  /**
   * Returns the hash of the server's certificate, in base64; null where RFC 5929, section 4.1,
   * leaves it undefined: for signatures without a hash of their own.
   */
  static @Nullable String endPoint(X509Certificate certificate) {
    String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = name.indexOf("WITH");
    if (with < 0) {
      return null;
    }
    String hash =
        switch (name.substring(0, with)) {
          case "MD5", "SHA1", "SHA256" -> "SHA-256";
          case "SHA224" -> "SHA-224";
          case "SHA384" -> "SHA-384";
          case "SHA512" -> "SHA-512";
          default -> null;
        };
    if (hash == null) {
      return null;
    }
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be hashed", e);
    }
  }
}
