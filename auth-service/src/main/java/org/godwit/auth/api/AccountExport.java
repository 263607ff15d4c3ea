package org.godwit.auth.api;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.auth.account.Account;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** Accounts in the portable format of XEP-0227 v1.1. Pure. */
final class AccountExport {

  private static final String NAMESPACE = "urn:xmpp:pie:0";
  private static final String SCRAM = "urn:xmpp:pie:0#scram";

  private AccountExport() {}

  /**
   * Returns the document of one account (XEP-0227, sections 4.1 to 4.3).
   *
   * @param withCredentials whether it has what is kept of the password; nobody knows the password
   * @param rest whose children are what other services keep; null for nothing
   */
  static String document(Account account, boolean withCredentials, @Nullable XmlElement rest) {
    XmlElement.Builder user =
        XmlElement.of(NAMESPACE, "user").attribute("name", String.valueOf(account.jid().local()));
    if (withCredentials) {
      Map<ScramHash, ScramCredential> inOrder = new TreeMap<>(account.credentials());
      inOrder.forEach((hash, credential) -> user.child(credentials(hash, credential)));
    }
    if (rest != null) {
      rest.elements().forEach(user::child);
    }
    XmlElement.Builder host =
        XmlElement.of(NAMESPACE, "host").attribute("jid", account.jid().domain()).child(user);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + XmlWriter.toText(XmlElement.of(NAMESPACE, "server-data").child(host).build());
  }

  private static XmlElement.Builder credentials(ScramHash hash, ScramCredential credential) {
    return XmlElement.of(SCRAM, "scram-credentials")
        .attribute("mechanism", mechanism(hash))
        .child(child("iter-count", Integer.toString(credential.iterations())))
        .child(child("salt", base64(credential.salt())))
        .child(child("server-key", base64(credential.serverKey())))
        .child(child("stored-key", base64(credential.storedKey())));
  }

  /** Returns the registered name, without {@code -PLUS}. */
  private static String mechanism(ScramHash hash) {
    return switch (hash) {
      case SHA_1 -> "SCRAM-SHA-1";
      case SHA_256 -> "SCRAM-SHA-256";
      case SHA_512 -> "SCRAM-SHA-512";
    };
  }

  private static XmlElement.Builder child(String name, String text) {
    return XmlElement.of(SCRAM, name).text(text);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
