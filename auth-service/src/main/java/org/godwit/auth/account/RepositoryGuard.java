package org.godwit.auth.account;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one repository's trouble from other hosts: at most so many calls are under way, none is
 * waited for longer than a time limit, and one that fails again and again is spared for a while.
 * Any thread; calls block.
 *
 * <p>The calls run on virtual threads of their own: one that is given up keeps its place until it
 * has really ended, so a repository that hangs holds no more than its share.
 */
public final class RepositoryGuard {

  private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryGuard.class);
  private static final int HALF_OPEN_CALLS = 3;

  private final String name;
  private final Bulkhead bulkhead;
  private final CircuitBreaker circuit;
  private final Retry retry;
  private final TimeLimiter limit;
  private final Counter failures;

  /** Makes the guard of the repository {@code name} with the limits of {@code properties}. */
  public RepositoryGuard(String name, RepositoryProperties properties, MeterRegistry registry) {
    this.name = name;
    this.bulkhead =
        Bulkhead.of(
            name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(properties.concurrentMax())
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(properties.failureRate())
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .waitDurationInOpenState(properties.openTime())
                .permittedNumberOfCallsInHalfOpenState(HALF_OPEN_CALLS)
                .ignoreExceptions(BulkheadFullException.class)
                .build());
    this.retry =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(properties.attempts())
                .waitDuration(properties.retryWait())
                .ignoreExceptions(CallNotPermittedException.class, BulkheadFullException.class)
                .build());
    this.limit =
        TimeLimiter.of(
            name, TimeLimiterConfig.custom().timeoutDuration(properties.timeout()).build());
    this.failures =
        Counter.builder("xmpp.auth.repository.failures")
            .description("Calls of a repository of accounts that failed, were late or refused")
            .tag("repository", name)
            .register(registry);
  }

  /** Returns how long a call may take. */
  Duration timeout() {
    return limit.getTimeLimiterConfig().getTimeoutDuration();
  }

  /** Returns what {@code call} returns, which may be made more than once. */
  public <T> T ask(Supplier<T> call) {
    return guarded(Retry.decorateSupplier(retry, once(call)));
  }

  /** Returns what {@code call} returns, which is made once: it changes something. */
  <T> T change(Supplier<T> call) {
    return guarded(once(call));
  }

  private <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      failures.increment();
      Throwable cause =
          e instanceof RepositoryAwayException && e.getCause() != null ? e.getCause() : e;
      // Its message may have an account's name or what the other side said: the type says enough.
      LOGGER
          .atWarn()
          .addKeyValue("repository", name)
          .addKeyValue("error", cause.getClass().getName())
          .log("a repository of accounts does not answer");
      throw new RepositoryAwayException("repository " + name + " does not answer", e);
    }
  }

  private <T> Supplier<T> once(Supplier<T> call) {
    return CircuitBreaker.decorateSupplier(circuit, () -> limited(call));
  }

  private <T> T limited(Supplier<T> call) {
    bulkhead.acquirePermission();
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .name("repository-" + name)
            .start(() -> {
              try {
                answer.complete(call.get());
              } catch (Throwable e) {
                // Whoever waits gets it.
                answer.completeExceptionally(e);
              } finally {
                bulkhead.onComplete();
              }
            });
    try {
      return limit.executeFutureSupplier(() -> answer);
    } catch (TimeoutException e) {
      caller.interrupt();
      throw new RepositoryAwayException("too slow", e);
    } catch (InterruptedException e) {
      caller.interrupt();
      Thread.currentThread().interrupt();
      throw new RepositoryAwayException("interrupted", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new RepositoryAwayException("failed", e);
    }
  }
}
