package org.godwit.gateway.auth;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;

/**
 * Calls behind a bulkhead, a circuit breaker and a time limit; those that block run on virtual
 * threads. Any thread; never blocks the caller.
 */
final class GuardedCalls implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("auth-client-timer").daemon().factory());
  private final Bulkhead bulkhead;
  private final CircuitBreaker circuit;
  private final TimeLimiter limit;

  GuardedCalls(AuthClientProperties properties) {
    // The limit of a call that has ended would wake the timer when its time comes.
    timer.setRemoveOnCancelPolicy(true);
    bulkhead =
        Bulkhead.of(
            "auth-service",
            BulkheadConfig.custom()
                .maxConcurrentCalls(properties.concurrentMax())
                .maxWaitDuration(Duration.ZERO)
                .build());
    circuit =
        CircuitBreaker.of(
            "auth-service",
            CircuitBreakerConfig.custom()
                .failureRateThreshold(properties.failureRate())
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .waitDurationInOpenState(properties.openTime())
                .permittedNumberOfCallsInHalfOpenState(5)
                .build());
    limit =
        TimeLimiter.of(
            "auth-service",
            TimeLimiterConfig.custom().timeoutDuration(properties.timeout()).build());
  }

  /**
   * Returns what {@code call}, which blocks, returns; fails where it throws, is late or is not let
   * through.
   */
  <T> CompletionStage<T> submit(Supplier<T> call) {
    return guard(() -> CompletableFuture.supplyAsync(call, threads));
  }

  /** The same for a call that does not block. */
  <T> CompletionStage<T> guard(Supplier<CompletionStage<T>> call) {
    return bulkhead.executeCompletionStage(
        () -> circuit.executeCompletionStage(() -> limit.executeCompletionStage(timer, call)));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
