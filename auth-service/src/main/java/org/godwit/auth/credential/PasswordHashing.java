package org.godwit.auth.credential;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the costly hashing on a few platform threads with a bounded queue. Any thread may call it
 * and waits.
 *
 * <p>Not on the callers' virtual threads: hashing never yields, so a storm of PLAIN logins would
 * hold every carrier thread for milliseconds, and all other requests with it. The operating system
 * shares the processors among platform threads fairly.
 */
public final class PasswordHashing implements AutoCloseable {

  private static final int SALT_BYTES = 16;

  private final PasswordProperties properties;
  private final SecureRandom random;
  private final ThreadPoolExecutor executor;

  /** Makes the threads' pool as {@code properties} say; salts come from {@code random}. */
  public PasswordHashing(PasswordProperties properties, SecureRandom random) {
    this.properties = properties;
    this.random = random;
    int threads =
        properties.hashThreads() > 0
            ? properties.hashThreads()
            : Runtime.getRuntime().availableProcessors();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(properties.hashQueue()),
            Thread.ofPlatform().name("password-hash-", 0).daemon().factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Makes the credentials of a password for every hash, each with a salt of its own.
   *
   * @param domain the host, which decides about the iterations
   * @return the credentials, or null when too many hashes wait already
   */
  public @Nullable Map<ScramHash, ScramCredential> credentials(
      String domain, String preparedPassword) {
    int iterations = properties.iterationsAt(domain);
    return call(() -> {
      Map<ScramHash, ScramCredential> made = new EnumMap<>(ScramHash.class);
      for (ScramHash hash : ScramHash.values()) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        made.put(hash, ScramKeys.derive(hash, preparedPassword, salt, iterations));
      }
      return made;
    });
  }

  /** Tells whether credentials have every hash, with at least as many iterations as new ones. */
  public boolean isCurrent(String domain, Map<ScramHash, ScramCredential> credentials) {
    int iterations = properties.iterationsAt(domain);
    for (ScramHash hash : ScramHash.values()) {
      ScramCredential credential = credentials.get(hash);
      if (credential == null || credential.iterations() < iterations) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes the credential that the password has with the salt and iterations of {@code like}.
   *
   * @return the credential, or null when too many hashes wait already
   */
  public @Nullable ScramCredential again(
      ScramHash hash, String preparedPassword, ScramCredential like) {
    return call(() -> ScramKeys.derive(hash, preparedPassword, like.salt(), like.iterations()));
  }

  private <T> @Nullable T call(Supplier<T> work) {
    Future<T> result;
    try {
      result = executor.submit(work::get);
    } catch (RejectedExecutionException e) {
      return null;
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("hashing failed", e.getCause());
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
