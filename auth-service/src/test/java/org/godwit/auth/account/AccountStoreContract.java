package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/** What every {@link AccountStore} does. Each test gets a store without accounts. */
public interface AccountStoreContract {

  Instant CREATED = Instant.parse("2026-03-01T10:15:30.123Z");

  /** Returns the store, which must be empty. */
  AccountStore store();

  @Test
  default void unknownAccountIsNull() {
    // When
    Account found = store().find(jid("nobody", "localhost"));

    // Then
    assertThat(found).isNull();
  }

  @Test
  default void createdAccountIsFoundAsItWasGiven() {
    // Given
    Account account = account("alice", "localhost");

    // When
    boolean created = store().create(account);

    // Then
    Account found = store().find(account.jid());
    assertThat(created).isTrue();
    assertThat(found).usingRecursiveComparison().ignoringFields("revision").isEqualTo(account);
  }

  @Test
  default void secondAccountOfOneJidIsRefusedAndChangesNothing() {
    // Given
    Account first = account("alice", "localhost");
    store().create(first);

    // When
    boolean created =
        store().create(new Account(first.jid(), false, CREATED.plusSeconds(9), Map.of()));

    // Then
    assertThat(created).isFalse();
    assertThat(store().find(first.jid()))
        .usingRecursiveComparison()
        .ignoringFields("revision")
        .isEqualTo(first);
  }

  @Test
  default void oneOfManyConcurrentCreationsWins() throws Exception {
    // Given
    int creators = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> results = new ArrayList<>();

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(creators)) {
      for (int i = 0; i < creators; i++) {
        results.add(
            threads.submit(() -> {
              start.await();
              return store().create(account("alice", "localhost"));
            }));
      }
      start.countDown();
    }

    // Then
    int won = 0;
    for (Future<Boolean> result : results) {
      won += result.get() ? 1 : 0;
    }
    assertThat(won).isEqualTo(1);
    assertThat(store().list(null, null, 10)).hasSize(1);
  }

  @Test
  default void namesDifferByCaseAccentAndDomain() {
    // Given: names that a database's usual collation takes for the same.
    List<Jid> jids =
        List.of(
            jid("ann", "localhost"),
            jid("Ann", "localhost"),
            jid("änn", "localhost"),
            jid("strasse", "localhost"),
            jid("straße", "localhost"),
            jid("ann", "example.com"));

    // When
    jids.forEach(jid -> store().create(new Account(jid, true, CREATED, credentials(1))));

    // Then
    assertThat(jids)
        .allSatisfy(jid -> assertThat(store().find(jid)).extracting(Account::jid).isEqualTo(jid));
  }

  @Test
  default void longestNamesFit() {
    // Given
    Jid longest = jid("ü".repeat(AccountNames.USERNAME_LENGTH_MAX), "d".repeat(255));

    // When
    boolean created = store().create(new Account(longest, true, CREATED, credentials(1)));

    // Then
    assertThat(created).isTrue();
    assertThat(store().find(longest)).isNotNull();
  }

  @Test
  default void replacedCredentialsAreAllThatIsLeft() {
    // Given
    Account account = account("alice", "localhost");
    store().create(account);
    Map<ScramHash, ScramCredential> other =
        Map.of(ScramHash.SHA_512, credential(ScramHash.SHA_512, 77));

    // When
    StoreChange replaced = store().replaceCredentials(account.jid(), other, null);

    // Then
    assertThat(replaced).isEqualTo(StoreChange.DONE);
    assertThat(store().find(account.jid()))
        .usingRecursiveComparison()
        .ignoringFields("revision")
        .isEqualTo(new Account(account.jid(), true, CREATED, other));
  }

  @Test
  default void concurrentReplacementsLeaveOneOfThem() throws Exception {
    // Given
    Account account = account("alice", "localhost");
    store().create(account);
    int writers = 4;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<StoreChange>> results = new ArrayList<>();

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int i = 0; i < writers; i++) {
        int seed = 10 + i;
        results.add(
            threads.submit(() -> {
              start.await();
              return store().replaceCredentials(account.jid(), credentials(seed), null);
            }));
      }
      start.countDown();
    }

    // Then: all were accepted, and no mixture of two stands.
    for (Future<StoreChange> result : results) {
      assertThat(result.get()).isEqualTo(StoreChange.DONE);
    }
    Account found = store().find(account.jid());
    assertThat(
            IntStream.range(10, 10 + writers)
                .mapToObj(seed -> new Account(account.jid(), true, CREATED, credentials(seed))))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("revision")
        .contains(found);
  }

  @Test
  default void disabledAccountStaysDisabled() {
    // Given
    Account account = account("alice", "localhost");
    store().create(account);

    // When
    StoreChange done = store().setEnabled(account.jid(), false, null);

    // Then
    assertThat(done).isEqualTo(StoreChange.DONE);
    assertThat(store().find(account.jid()))
        .usingRecursiveComparison()
        .ignoringFields("revision")
        .isEqualTo(new Account(account.jid(), false, CREATED, account.credentials()));
  }

  @Test
  default void changeThatDependsOnAnOlderRevisionIsRefused() {
    // Given
    Account account = account("alice", "localhost");
    store().create(account);
    String first = revision(account.jid());

    // When
    StoreChange done = store().setEnabled(account.jid(), false, first);
    String second = revision(account.jid());
    StoreChange stale = store().setEnabled(account.jid(), true, first);
    StoreChange stalePassword = store().replaceCredentials(account.jid(), credentials(7), first);
    StoreChange staleDelete = store().delete(account.jid(), first);

    // Then
    assertThat(done).isEqualTo(StoreChange.DONE);
    assertThat(List.of(stale, stalePassword, staleDelete)).containsOnly(StoreChange.STALE);
    assertThat(store().find(account.jid())).extracting(Account::enabled).isEqualTo(false);
    assertThat(store().replaceCredentials(account.jid(), credentials(7), second))
        .isEqualTo(StoreChange.DONE);
    assertThat(revision(account.jid())).isNotEqualTo(second);
    store().delete(account.jid(), null);
    store().create(account);
    assertThat(revision(account.jid())).isNotEqualTo(first);
  }

  private String revision(Jid jid) {
    return Objects.requireNonNull(store().find(jid)).revision();
  }

  @Test
  default void deletedAccountIsGoneAndItsNameFree() {
    // Given
    Account account = account("alice", "localhost");
    store().create(account);

    // When
    StoreChange deleted = store().delete(account.jid(), null);

    // Then
    assertThat(deleted).isEqualTo(StoreChange.DONE);
    assertThat(store().find(account.jid())).isNull();
    assertThat(store().create(account)).isTrue();
  }

  @Test
  default void changesOfNobodyAreRefused() {
    // Given
    Jid nobody = jid("nobody", "localhost");

    // When // Then
    assertThat(store().replaceCredentials(nobody, credentials(1), null))
        .isEqualTo(StoreChange.MISSING);
    assertThat(store().setEnabled(nobody, true, null)).isEqualTo(StoreChange.MISSING);
    assertThat(store().delete(nobody, "1-0")).isEqualTo(StoreChange.MISSING);
  }

  @Test
  default void listGoesThroughDomainsAndNamesPageByPage() {
    // Given
    for (String name : List.of("carol", "alice", "bob")) {
      store().create(account(name, "b.example"));
      store().create(account(name, "a.example"));
    }

    // When
    List<AccountSummary> first = store().list(null, null, 4);
    List<AccountSummary> second = store().list(null, first.getLast().jid(), 4);

    // Then
    assertThat(first)
        .extracting(account -> account.jid().bareText())
        .containsExactly("alice@a.example", "bob@a.example", "carol@a.example", "alice@b.example");
    assertThat(second)
        .extracting(account -> account.jid().bareText())
        .containsExactly("bob@b.example", "carol@b.example");
    assertThat(second.getFirst())
        .isEqualTo(new AccountSummary(jid("bob", "b.example"), true, CREATED, null));
  }

  @Test
  default void listOfOneDomainHasNoOther() {
    // Given
    for (String name : List.of("bob", "alice")) {
      store().create(account(name, "a.example"));
      store().create(account(name, "b.example"));
    }

    // When
    List<AccountSummary> listed = store().list("b.example", jid("zoe", "a.example"), 10);
    List<AccountSummary> behind = store().list("a.example", jid("alice", "b.example"), 10);
    List<AccountSummary> within = store().list("b.example", jid("alice", "b.example"), 10);

    // Then
    assertThat(listed)
        .extracting(account -> account.jid().bareText())
        .containsExactly("alice@b.example", "bob@b.example");
    assertThat(behind).isEmpty();
    assertThat(within)
        .extracting(account -> account.jid().bareText())
        .containsExactly("bob@b.example");
  }

  @Test
  default void countIsThatOfOneDomain() {
    // Given
    for (Jid jid : List.of(jid("alice", "a.example"), jid("bob", "a.example"))) {
      store().create(new Account(jid, true, CREATED, credentials(1)));
    }
    store().create(account("alice", "b.example"));

    // When // Then
    assertThat(store().count("a.example")).isEqualTo(2);
    assertThat(store().count("c.example")).isZero();
  }

  private static Jid jid(String local, String domain) {
    return Jid.ofEnforced(local, domain, null);
  }

  private static Account account(String local, String domain) {
    return new Account(jid(local, domain), true, CREATED, credentials(1));
  }

  private static Map<ScramHash, ScramCredential> credentials(int seed) {
    return Map.of(
        ScramHash.SHA_1, credential(ScramHash.SHA_1, seed),
        ScramHash.SHA_256, credential(ScramHash.SHA_256, seed),
        ScramHash.SHA_512, credential(ScramHash.SHA_512, seed));
  }

  private static ScramCredential credential(ScramHash hash, int seed) {
    byte[] storedKey = new byte[hash.keyBytes()];
    byte[] serverKey = new byte[hash.keyBytes()];
    Arrays.fill(storedKey, (byte) seed);
    Arrays.fill(serverKey, (byte) -seed);
    return new ScramCredential(new byte[] {(byte) seed, 0, -1}, 4096 + seed, storedKey, serverKey);
  }
}
