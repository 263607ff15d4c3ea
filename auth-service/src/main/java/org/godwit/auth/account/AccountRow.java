package org.godwit.auth.account;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** A row of {@code auth_account} with its rows of {@code auth_credential}. */
@Entity
@Table(name = "auth_account")
class AccountRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  private String domain;
  private String username;
  private boolean enabled;

  @Column(name = "created_ms")
  private long createdMs;

  /** Written beside the entity, in batches: {@link LastLogins}. */
  @Column(name = "last_login_ms", insertable = false, updatable = false)
  private @Nullable Long lastLoginMs;

  @Version private long version;

  @ElementCollection
  @CollectionTable(name = "auth_credential", joinColumns = @JoinColumn(name = "account_id"))
  @MapKeyEnumerated(EnumType.STRING)
  @MapKeyColumn(name = "hash")
  private Map<ScramHash, CredentialColumns> credentials = new HashMap<>();

  /** For the mapper, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  protected AccountRow() {}

  AccountRow(Account account) {
    this.domain = account.jid().domain();
    this.username = Objects.requireNonNull(account.jid().local(), "the account's localpart");
    this.enabled = account.enabled();
    this.createdMs = account.created().toEpochMilli();
    replaceCredentials(account.credentials());
  }

  Account toAccount() {
    Map<ScramHash, ScramCredential> values = new EnumMap<>(ScramHash.class);
    credentials.forEach((hash, columns) -> values.put(hash, columns.toCredential()));
    return new Account(
        Jid.ofEnforced(username, domain, null),
        enabled,
        Instant.ofEpochMilli(createdMs),
        values,
        lastLoginMs == null ? null : Instant.ofEpochMilli(lastLoginMs),
        revision());
  }

  /** Returns what names this state of this account, and not of one that is made after it. */
  String revision() {
    return id + "-" + version;
  }

  final void replaceCredentials(Map<ScramHash, ScramCredential> values) {
    credentials.keySet().retainAll(values.keySet());
    values.forEach((hash, value) -> credentials.put(hash, new CredentialColumns(value)));
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }
}
