package org.godwit.gateway.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority of the tests, and what it signs. */
public final class TestCertificates {
  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, KeyPair pair) {
    /** Writes both as PEM; returns what names them in the settings. */
    public TlsProperties.HostCertificate write(Path folder, String host) {
      Path certificateFile = folder.resolve(host + ".pem");
      Path keyFile = folder.resolve(host + ".key");
      try {
        Files.writeString(certificateFile, pem(certificate));
        Files.writeString(keyFile, pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new TlsProperties.HostCertificate(host, certificateFile, keyFile);
    }

    /** Returns a store with both, for a client. */
    public KeyStore store() throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("client", pair.getPrivate(), new char[0], new Certificate[] {certificate});
      return store;
    }
  }

  private final Issued authority;

  /** Makes an authority. */
  public TestCertificates() {
    authority = issue("CN=Authority", List.of(), null, "SHA256withECDSA");
  }

  /** Returns the authority's certificate. */
  public X509Certificate authority() {
    return authority.certificate;
  }

  /** Writes the authority's certificate as PEM. */
  public Path write(Path folder) {
    Path file = folder.resolve("authority.pem");
    try {
      return Files.writeString(file, pem(authority.certificate));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a certificate that the authority has signed. */
  public Issued issue(String subject, GeneralName... names) {
    return issue(subject, List.of(names), authority, "SHA256withECDSA");
  }

  /** Returns a certificate that nobody else has signed. */
  public static Issued selfSigned(String subject, String algorithm, GeneralName... names) {
    return issue(subject, List.of(names), null, algorithm);
  }

  /** Returns an XMPP address (RFC 6120, section 13.7.1.4). */
  public static GeneralName xmppAddr(String address) {
    return new GeneralName(
        GeneralName.otherName,
        new OtherName(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5"), new DERUTF8String(address)));
  }

  private static Issued issue(
      String subject, List<GeneralName> names, @Nullable Issued by, String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      Instant now = Instant.now();
      X500Name name = new X500Name(subject);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              by == null ? name : new X500Name(by.certificate.getSubjectX500Principal().getName()),
              BigInteger.valueOf(now.toEpochMilli()),
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(Duration.ofHours(1))),
              name,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(by == null));
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      KeyPair signer = by == null ? pair : by.pair;
      return new Issued(
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))),
          pair);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString();
  }
}
