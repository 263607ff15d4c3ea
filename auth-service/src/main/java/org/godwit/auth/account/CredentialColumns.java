package org.godwit.auth.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.godwit.auth.credential.ScramCredential;

/** The columns of {@code auth_credential} behind its key. */
@Embeddable
class CredentialColumns {

  private byte[] salt;
  private int iterations;

  @Column(name = "stored_key")
  private byte[] storedKey;

  @Column(name = "server_key")
  private byte[] serverKey;

  /** For the mapper, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected CredentialColumns() {}

  CredentialColumns(ScramCredential credential) {
    this.salt = credential.salt();
    this.iterations = credential.iterations();
    this.storedKey = credential.storedKey();
    this.serverKey = credential.serverKey();
  }

  ScramCredential toCredential() {
    return new ScramCredential(salt, iterations, storedKey, serverKey);
  }
}
