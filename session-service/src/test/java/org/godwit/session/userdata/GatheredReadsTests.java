package org.godwit.session.userdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheredReadsTests {

  private final BlockingCalls calls = new BlockingCalls(4);
  private final List<List<Integer>> queries = new ArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final GatheredReads<Integer, String> reads =
      new GatheredReads<>(calls, 3, this::query, "absent");

  @AfterEach
  void close() {
    calls.close();
  }

  private Map<Integer, String> query(List<Integer> keys) {
    queries.add(keys);
    try {
      first.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (keys.contains(-1)) {
      throw new IllegalArgumentException("minus one");
    }
    return keys.contains(1) ? Map.of(1, "one") : Map.of();
  }

  private CompletableFuture<String> find(int key) {
    return reads.find(key).toCompletableFuture();
  }

  @Test
  void whatIsAskedForMeanwhileGoesIntoTheNextQueries() {
    // When
    CompletableFuture<String> zero = find(0);
    List<CompletableFuture<String>> more =
        IntStream.of(1, 2, 2, 3, 4).mapToObj(this::find).toList();
    first.countDown();

    // Then
    assertThat(zero.join()).isEqualTo("absent");
    assertThat(more.stream().map(CompletableFuture::join))
        .containsExactly("one", "absent", "absent", "absent", "absent");
    assertThat(queries).allMatch(keys -> keys.size() <= 3);
    assertThat(queries).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aQueryThatFailsFailsItsKeysAndTheNextGoesOn() {
    // When
    CompletableFuture<String> bad = find(-1);
    first.countDown();

    // Then
    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThat(find(1).join()).isEqualTo("one");
  }
}
