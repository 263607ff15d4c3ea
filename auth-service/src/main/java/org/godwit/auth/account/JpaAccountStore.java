package org.godwit.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts in MySQL, MariaDB or H2.
 *
 * <p>A change reads, changes and writes one row in one transaction; where another instance changed
 * the row meanwhile, it is tried again, so the later of two changes stands. What concerns other
 * services is noted in the same transaction; until a removal has been told to them, its JID counts
 * as taken.
 */
final class JpaAccountStore implements AccountStore {

  private static final int ATTEMPTS_MAX = 5;

  private final AccountRows rows;
  private final TransactionTemplate writing;
  private final AccountEvents events;

  JpaAccountStore(AccountRows rows, TransactionTemplate writing, AccountEvents events) {
    this.rows = rows;
    this.writing = writing;
    this.events = events;
  }

  @Override
  public @Nullable Account find(Jid jid) {
    // One query that brings the credentials along, so it needs no transaction around it.
    AccountRow row = row(jid);
    return row == null ? null : row.toAccount();
  }

  @Override
  public boolean create(Account account) {
    if (events.isRemovalUnderWay(account.jid())) {
      return false;
    }
    try {
      writing.executeWithoutResult(status -> rows.saveAndFlush(new AccountRow(account)));
      return true;
    } catch (DataIntegrityViolationException e) {
      if (find(account.jid()) == null) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public StoreChange replaceCredentials(
      Jid jid, Map<ScramHash, ScramCredential> credentials, @Nullable String revision) {
    return change(jid, revision, row -> row.replaceCredentials(credentials));
  }

  @Override
  public StoreChange setEnabled(Jid jid, boolean enabled, @Nullable String revision) {
    StoreChange done =
        change(
            jid,
            revision,
            row -> {
              row.setEnabled(enabled);
              if (!enabled) {
                events.note(jid, AccountEventKind.DISABLED);
              }
            });
    events.wake();
    return done;
  }

  @Override
  public StoreChange delete(Jid jid, @Nullable String revision) {
    StoreChange done =
        change(
            jid,
            revision,
            row -> {
              rows.delete(row);
              events.note(jid, AccountEventKind.REMOVED);
            });
    events.wake();
    return done;
  }

  @Override
  public long count(String domain) {
    return rows.countByDomain(domain);
  }

  @Override
  public List<AccountSummary> list(@Nullable String domain, @Nullable Jid after, int limit) {
    String afterDomain = after == null ? "" : after.domain();
    String afterName = after == null ? "" : Objects.requireNonNullElse(after.local(), "");
    Limit most = Limit.of(limit);
    List<AccountRows.Listed> listed =
        domain == null
            ? rows.listAfter(afterDomain, afterName, most)
            : listOfDomain(domain, afterDomain, afterName, most);
    return listed.stream()
        .map(row ->
            new AccountSummary(
                Jid.ofEnforced(row.username(), row.domain(), null),
                row.enabled(),
                Instant.ofEpochMilli(row.createdMs()),
                row.lastLoginMs() == null ? null : Instant.ofEpochMilli(row.lastLoginMs())))
        .toList();
  }

  private List<AccountRows.Listed> listOfDomain(
      String domain, String afterDomain, String afterName, Limit most) {
    // A cursor of another domain is behind or before all of this one.
    int order = afterDomain.compareTo(domain);
    if (order > 0) {
      return List.of();
    }
    return rows.listOfDomainAfter(domain, order == 0 ? afterName : "", most);
  }

  private StoreChange change(Jid jid, @Nullable String revision, Consumer<AccountRow> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(
            writing.execute(status -> changeOnce(jid, revision, change)), "what became of it");
      } catch (OptimisticLockingFailureException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private StoreChange changeOnce(Jid jid, @Nullable String revision, Consumer<AccountRow> change) {
    AccountRow row = row(jid);
    if (row == null) {
      return StoreChange.MISSING;
    }
    if (revision != null && !revision.equals(row.revision())) {
      return StoreChange.STALE;
    }
    change.accept(row);
    return StoreChange.DONE;
  }

  private @Nullable AccountRow row(Jid jid) {
    return rows.find(
        jid.domain(), Objects.requireNonNull(jid.local(), "an account's JID has a localpart"));
  }
}
