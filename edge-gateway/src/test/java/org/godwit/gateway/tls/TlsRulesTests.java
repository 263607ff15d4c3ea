package org.godwit.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in certificates (XEP-0178) and hashes of them (RFC 5929, section 4.1). */
class TlsRulesTests {
  private final TestCertificates authority = new TestCertificates();

  private static X509Certificate selfSigned(String algorithm) {
    return TestCertificates.selfSigned("CN=localhost", algorithm).certificate();
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1withECDSA, SHA-256",
    "SHA256withECDSA, SHA-256",
    "SHA384withECDSA, SHA-384",
    "SHA512withECDSA, SHA-512"
  })
  void endPointIsTheHashOfTheSignature(String algorithm, String hash) throws Exception {
    X509Certificate certificate = selfSigned(algorithm);
    assertThat(ChannelBindings.endPoint(certificate))
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(hash).digest(certificate.getEncoded())));
  }

  @Test
  void xmppAddressesGoBeforeAllOtherNames() {
    assertThat(
            CertificateNameRules.names(
                authority
                    .issue(
                        "CN=Alice,O=Test",
                        TestCertificates.xmppAddr("alice@localhost"),
                        TestCertificates.xmppAddr("al@example.org"),
                        new GeneralName(GeneralName.rfc822Name, "mail@localhost"))
                    .certificate()))
        .containsExactly("alice@localhost", "al@example.org");
  }

  @Test
  void withoutThemMailAddressesAndCommonNamesMayTell() {
    assertThat(
            CertificateNameRules.names(
                authority
                    .issue(
                        "CN=alice,O=Test",
                        new GeneralName(GeneralName.dNSName, "pc.example.org"),
                        new GeneralName(GeneralName.rfc822Name, "al@localhost"))
                    .certificate()))
        .containsExactly("al@localhost", "alice");
    assertThat(CertificateNameRules.names(authority.issue("O=Test").certificate())).isEmpty();
  }
}
