package org.godwit.auth.sasl;

import java.util.List;
import java.util.Objects;
import org.godwit.auth.account.AccountNames;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Whose account a client's certificate opens (XEP-0178 v1.2, section 2). Pure. */
final class ExternalRules {

  private ExternalRules() {}

  /** What the certificate and the client's message came to. */
  sealed interface Choice {
    /** The certificate is the account's. */
    record Chosen(Jid account) implements Choice {}

    /** It is nobody's, or not clearly one account's. */
    record Refused(SaslStep.Failure failure) implements Choice {}
  }

  /**
   * Chooses among the names of a certificate.
   *
   * @param names bare JIDs, or localparts at {@code domain}
   * @param authzid the address that the client wants; null where it names none
   */
  static Choice choose(List<String> names, String domain, @Nullable String authzid) {
    List<Jid> accounts =
        names.stream()
            .map(name -> account(name, domain))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (accounts.isEmpty()) {
      return refused(SaslCondition.NOT_AUTHORIZED, "The certificate names no account here.");
    }
    if (authzid == null) {
      return accounts.size() == 1
          ? new Choice.Chosen(accounts.getFirst())
          : refused(SaslCondition.INVALID_AUTHZID, "The certificate names several accounts.");
    }
    for (Jid account : accounts) {
      if (AccountNames.mayActAs(account, authzid)) {
        return new Choice.Chosen(account);
      }
    }
    return refused(SaslCondition.INVALID_AUTHZID, "The certificate does not name this account.");
  }

  private static @Nullable Jid account(String name, String domain) {
    if (name.indexOf('@') < 0) {
      return AccountNames.account(name, domain);
    }
    Jid jid = Jid.parse(name);
    return jid != null && jid.isBare() && jid.local() != null && jid.domain().equals(domain)
        ? jid
        : null;
  }

  private static Choice refused(SaslCondition condition, String text) {
    return new Choice.Refused(new SaslStep.Failure(condition, text));
  }
}
