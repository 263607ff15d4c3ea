package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.TestTime;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.AccountsFixture;
import org.godwit.auth.account.InMemoryAccountStore;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credentials that are old are made anew when their owner logs in with PLAIN. */
class CredentialUpgradeTests {

  private static final PasswordProperties PASSWORDS =
      new PasswordProperties(4096, Map.of("localhost", 5000), 1, 256, 1, 10);

  private final TestTime time = new TestTime();
  private final InMemoryAccountStore store = new InMemoryAccountStore();
  private final PasswordHashing hashing = new PasswordHashing(PASSWORDS, new SecureRandom());
  private final Accounts accounts = AccountsFixture.accounts(store, hashing, PASSWORDS, time);
  private final SaslFixture fixture =
      new SaslFixture(accounts, hashing, time, new SimpleMeterRegistry());
  private final SaslExchange exchange = fixture.exchange();

  @AfterEach
  void stop() {
    hashing.close();
  }

  private void kept(int iterations, ScramHash... hashes) {
    Map<ScramHash, ScramCredential> credentials = new EnumMap<>(ScramHash.class);
    for (ScramHash hash : hashes) {
      credentials.put(hash, ScramKeys.derive(hash, "secret", new byte[16], iterations));
    }
    store.create(new Account(SaslScene.ALICE, true, Instant.EPOCH, credentials));
  }

  private SaslAnswer plain(String password) {
    return SaslScene.step(
        exchange, "PLAIN", null, "\0alice\0" + password, SaslScene.context(Map.of()));
  }

  private List<Integer> iterations() {
    Map<ScramHash, ScramCredential> credentials =
        Objects.requireNonNull(store.find(SaslScene.ALICE)).credentials();
    return Arrays.stream(ScramHash.values())
        .map(credentials::get)
        .map(credential -> credential == null ? 0 : credential.iterations())
        .toList();
  }

  @Test
  void fewerIterationsThanTheHostAsksForAreRaised() {
    // Given
    kept(4096, ScramHash.values());

    // When
    SaslAnswer answer = plain("secret");

    // Then
    assertThat(answer).isInstanceOf(SaslAnswer.Success.class);
    assertThat(iterations()).containsExactly(5000, 5000, 5000);
    assertThat(plain("secret")).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void hashThatIsMissingIsAdded() {
    // Given
    kept(6000, ScramHash.SHA_1);

    // When
    plain("secret");

    // Then
    assertThat(iterations()).containsExactly(5000, 5000, 5000);
  }

  @Test
  void wrongPasswordChangesNothingAndNeitherDoesOneThatIsCurrent() {
    // Given
    kept(6000, ScramHash.values());
    String before = Objects.requireNonNull(store.find(SaslScene.ALICE)).revision();

    // When
    plain("wrong");
    plain("secret");

    // Then
    assertThat(store.find(SaslScene.ALICE)).extracting(Account::revision).isEqualTo(before);
    assertThat(fixture.seen).containsExactly(SaslScene.ALICE);
  }
}
