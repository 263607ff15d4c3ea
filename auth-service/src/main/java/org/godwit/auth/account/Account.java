package org.godwit.auth.account;

import java.time.Instant;
import java.util.Map;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param jid its bare JID
 * @param enabled whether it may log in
 * @param created when it was made, to the millisecond; 1970 where nobody says
 * @param credentials what is kept of its password; empty where nobody can log in with one
 * @param lastLogin when it logged in last, as far as that has been written; null for never
 * @param revision names this state of it; empty where it was not read from a store
 */
public record Account(
    Jid jid,
    boolean enabled,
    Instant created,
    Map<ScramHash, ScramCredential> credentials,
    @Nullable Instant lastLogin,
    String revision) {

  /** Copies the credentials. */
  public Account {
    credentials = Map.copyOf(credentials);
  }

  /** Makes one of somebody else's users, who does not say since when it is there. */
  public static Account foreign(Jid jid, boolean enabled) {
    return new Account(jid, enabled, Instant.EPOCH, Map.of());
  }

  /** Makes one that is in no store yet. */
  public Account(
      Jid jid, boolean enabled, Instant created, Map<ScramHash, ScramCredential> credentials) {
    this(jid, enabled, created, credentials, null, "");
  }
}
