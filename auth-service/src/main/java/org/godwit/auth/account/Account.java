package org.godwit.auth.account;

import java.time.Instant;
import java.util.Map;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;

/**
 * An account.
 *
 * @param jid its bare JID
 * @param enabled whether it may log in
 * @param created when it was made, to the millisecond
 * @param credentials what is kept of its password; empty where nobody can log in with one
 */
public record Account(
    Jid jid, boolean enabled, Instant created, Map<ScramHash, ScramCredential> credentials) {

  /** Copies the credentials. */
  public Account {
    credentials = Map.copyOf(credentials);
  }
}
