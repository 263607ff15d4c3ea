package org.godwit.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordHashingTests {

  @Test
  void everyHashGetsASaltOfItsOwnAndNoPasswordIsKept() {
    try (PasswordHashing hashing = hashing(1, 10)) {
      // When
      Map<ScramHash, ScramCredential> one = made(hashing, "secret");
      Map<ScramHash, ScramCredential> other = made(hashing, "secret");

      // Then
      assertThat(one).containsOnlyKeys(ScramHash.values());
      List<byte[]> salts = new ArrayList<>();
      one.values().forEach(credential -> salts.add(credential.salt()));
      other.values().forEach(credential -> salts.add(credential.salt()));
      assertThat(salts).doesNotHaveDuplicates().allMatch(salt -> salt.length == 16);
      assertThat(one.toString()).doesNotContain("secret");
    }
  }

  @Test
  void samePasswordMakesTheSameKeysAgain() {
    try (PasswordHashing hashing = hashing(1, 10)) {
      // Given
      ScramCredential kept = Objects.requireNonNull(made(hashing, "secret").get(ScramHash.SHA_1));

      // When
      ScramCredential again = hashing.again(ScramHash.SHA_1, "secret", kept);

      // Then
      assertThat(again).usingRecursiveComparison().isEqualTo(kept);
    }
  }

  @Test
  void hashingBeyondTheQueueIsRefusedAtOnce() throws Exception {
    // Given: one thread and room for one more.
    int callers = 20;
    List<Callable<Boolean>> calls = new ArrayList<>();
    try (PasswordHashing hashing = hashing(1, 1);
        ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        calls.add(() -> hashing.credentials("localhost", "secret") != null);
      }

      // When
      int served = 0;
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        served += call.get() ? 1 : 0;
      }

      // Then
      assertThat(served).isBetween(1, callers - 1);
      assertThat(hashing.credentials("localhost", "secret")).isNotNull();
    }
  }

  private static Map<ScramHash, ScramCredential> made(PasswordHashing hashing, String password) {
    return Objects.requireNonNull(hashing.credentials("localhost", password));
  }

  private static PasswordHashing hashing(int threads, int queue) {
    return new PasswordHashing(
        new PasswordProperties(50_000, Map.of(), 1, 256, threads, queue), new SecureRandom());
  }
}
