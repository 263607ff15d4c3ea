package org.godwit.gateway.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that nobody signed, for a first start without one. Made once and kept, so that
 * clients who trusted it go on doing so.
 *
 * @param certificate PEM file with the certificate
 * @param key PEM file with the private key, readable by its owner only
 */
record SelfSignedCertificate(Path certificate, Path key) {
  private static final Duration VALIDITY = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 127;

  /** Returns the certificate in {@code folder}, made for {@code hosts} where there is none. */
  static SelfSignedCertificate in(Path folder, List<String> hosts, Instant now) {
    SelfSignedCertificate files =
        new SelfSignedCertificate(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    if (Files.exists(files.certificate) && Files.exists(files.key)) {
      return files;
    }
    try {
      Files.createDirectories(folder);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      // The key first: a certificate without its key would never be made again.
      write(files.key, new JcaPKCS8Generator(pair.getPrivate(), null), true);
      write(files.certificate, certificate(pair, hosts, now), false);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "xmpp.gateway.tls.self-signed-folder is " + folder + " but cannot be written to", e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a self-signed certificate", e);
    }
  }

  private static X509CertificateHolder certificate(KeyPair pair, List<String> hosts, Instant now)
      throws IOException, OperatorCreationException {
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, hosts.getFirst()).build();
    GeneralName[] names =
        hosts.stream()
            .map(host -> new GeneralName(GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
            // An hour of grace for clients whose clocks are slow.
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(VALIDITY)),
            name,
            pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static void write(Path file, Object content, boolean secret) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    if (secret
        && Files.getFileStore(file.toAbsolutePath().getParent())
            .supportsFileAttributeView("posix")) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(partial, PosixFilePermissions.asFileAttribute(owner));
    }
    Files.writeString(partial, text.toString());
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
