package org.godwit.gateway.auth;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what domains offer for a short time; streams that ask at once share a call. Where the
 * call fails, the last answer stands. Any thread.
 */
final class DomainPolicyCache {
  private final Function<String, CompletionStage<DomainPolicy>> source;
  private final long lifeNanos;
  private final LongSupplier clock;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

  private record Entry(CompletableFuture<DomainPolicy> answer, long bornNanos) {}

  DomainPolicyCache(
      Function<String, CompletionStage<DomainPolicy>> source, Duration life, LongSupplier clock) {
    this.source = source;
    this.lifeNanos = life.toNanos();
    this.clock = clock;
  }

  /** Returns what {@code host}, a served domain, offers; never fails. */
  CompletionStage<DomainPolicy> get(String host) {
    long now = clock.getAsLong();
    Entry known = entries.get(host);
    if (known != null && !isStale(known, now)) {
      return known.answer;
    }
    CompletableFuture<DomainPolicy> answer = new CompletableFuture<>();
    Entry fresh = new Entry(answer, now);
    boolean isOurs =
        known == null
            ? entries.putIfAbsent(host, fresh) == null
            : entries.replace(host, known, fresh);
    if (!isOurs) {
      Entry theirs = entries.get(host);
      return theirs == null ? CompletableFuture.completedFuture(last(known)) : theirs.answer;
    }
    source
        .apply(host)
        .whenComplete((policy, failure) -> {
          if (failure == null) {
            answer.complete(policy);
          } else {
            // The next stream asks again: an outage must not outlive itself.
            answer.complete(last(known));
            entries.replace(host, fresh, new Entry(answer, now - lifeNanos - 1));
          }
        });
    return answer;
  }

  /** Forgets the answer for {@code host}: the next stream asks again. */
  void forget(String host) {
    entries.remove(host);
  }

  private boolean isStale(Entry entry, long now) {
    return entry.answer.isDone() && now - entry.bornNanos > lifeNanos;
  }

  private static DomainPolicy last(@Nullable Entry known) {
    return known == null ? DomainPolicy.UNKNOWN : known.answer.getNow(DomainPolicy.UNKNOWN);
  }
}
