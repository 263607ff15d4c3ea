package org.godwit.auth.sasl;

import java.security.MessageDigest;
import java.util.List;
import org.godwit.auth.account.Account;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** How PLAIN is checked against keys that were made for SCRAM. Pure. */
final class PlainRules {

  /** The cheapest first: each of them shows as well that the password is right. */
  private static final List<ScramHash> ORDER =
      List.of(ScramHash.SHA_256, ScramHash.SHA_1, ScramHash.SHA_512);

  private PlainRules() {}

  /** Returns the hash to check with; for an unknown account, the one of almost all others. */
  static ScramHash hashFor(@Nullable Account account) {
    if (account != null) {
      for (ScramHash hash : ORDER) {
        if (account.credentials().containsKey(hash)) {
          return hash;
        }
      }
    }
    return ORDER.getFirst();
  }

  /** Compares what the given password makes with what is kept. */
  static SaslStep verify(Jid account, ScramCredential made, ScramCredential kept) {
    return MessageDigest.isEqual(made.storedKey(), kept.storedKey())
        ? new SaslStep.Success(account, null)
        : new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null);
  }
}
