package org.godwit.gateway.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** Whose a client's certificate is (XEP-0178 v1.2, section 2). Pure. */
final class CertificateNameRules {
  /** RFC 6120, section 13.7.1.4. */
  private static final ASN1ObjectIdentifier XMPP_ADDR =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

  private CertificateNameRules() {}

  /**
   * Returns the XMPP addresses in {@code certificate}; where there are none, its e-mail addresses
   * and common names, from which an account may be found.
   */
  static List<String> names(X509Certificate certificate) {
    X509CertificateHolder holder;
    try {
      holder = new JcaX509CertificateHolder(certificate);
    } catch (CertificateEncodingException e) {
      return List.of();
    }
    List<String> addresses = new ArrayList<>();
    List<String> others = new ArrayList<>();
    GeneralNames alternatives =
        GeneralNames.fromExtensions(holder.getExtensions(), Extension.subjectAlternativeName);
    if (alternatives != null) {
      for (GeneralName name : alternatives.getNames()) {
        switch (name.getTagNo()) {
          case GeneralName.otherName -> {
            OtherName other = OtherName.getInstance(name.getName());
            if (other.getTypeID().equals(XMPP_ADDR)
                && other.getValue() instanceof ASN1String address) {
              addresses.add(address.getString());
            }
          }
          case GeneralName.rfc822Name -> others.add(name.getName().toString());
          default -> {
            // Says nothing about an account.
          }
        }
      }
    }
    for (RDN common : holder.getSubject().getRDNs(BCStyle.CN)) {
      if (common.getFirst().getValue() instanceof ASN1String name) {
        others.add(name.getString());
      }
    }
    return addresses.isEmpty() ? others : addresses;
  }
}
