package org.godwit.session.userdata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads many keys by few queries: what is asked for while a query is under way goes into the next
 * one. Any thread; never blocks.
 *
 * @param <K> what is asked for
 * @param <V> what is found
 */
public final class GatheredReads<K, V> {

  private final BlockingCalls calls;
  private final int keysMax;
  private final Function<List<K>, Map<K, V>> query;
  private final V absent;
  private final Map<K, CompletableFuture<V>> waiting = new LinkedHashMap<>();
  private boolean reading;

  /**
   * Creates it.
   *
   * @param calls runs the queries
   * @param keysMax how many keys one query asks for, from 1
   * @param query returns what is there of the keys; may block
   * @param absent what stands for a key of which nothing is there
   */
  public GatheredReads(
      BlockingCalls calls, int keysMax, Function<List<K>, Map<K, V>> query, V absent) {
    this.calls = calls;
    this.keysMax = keysMax;
    this.query = query;
    this.absent = absent;
  }

  /** Returns what is there of {@code key}; fails as the query fails. */
  public synchronized CompletionStage<V> find(K key) {
    CompletableFuture<V> found = waiting.computeIfAbsent(key, each -> new CompletableFuture<>());
    if (!reading) {
      reading = true;
      begin();
    }
    return found;
  }

  private void begin() {
    var _ =
        calls
            .call(() -> {
              readNext();
              return true;
            })
            .whenComplete((done, failure) -> goOn());
  }

  private synchronized void goOn() {
    reading = !waiting.isEmpty();
    if (reading) {
      begin();
    }
  }

  private void readNext() {
    Map<K, CompletableFuture<V>> batch = taken();
    try {
      Map<K, V> found = query.apply(new ArrayList<>(batch.keySet()));
      batch.forEach((key, each) -> each.complete(found.getOrDefault(key, absent)));
    } catch (RuntimeException | Error e) {
      batch.values().forEach(each -> each.completeExceptionally(e));
    }
  }

  private synchronized Map<K, CompletableFuture<V>> taken() {
    Map<K, CompletableFuture<V>> batch = new LinkedHashMap<>();
    var entries = waiting.entrySet().iterator();
    while (entries.hasNext() && batch.size() < keysMax) {
      var next = entries.next();
      batch.put(next.getKey(), next.getValue());
      entries.remove();
    }
    return batch;
  }
}
