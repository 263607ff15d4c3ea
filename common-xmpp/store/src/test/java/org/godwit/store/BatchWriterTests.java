package org.godwit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;

class BatchWriterTests {

  private record Write(String key, long offset, CompletableFuture<Void> done)
      implements PendingWrite {}

  private static Write insert(long offset) {
    return new Write("alice@localhost", offset, new CompletableFuture<>());
  }

  private static long offset(Write write) {
    return write.offset();
  }

  private static void join(CompletableFuture<Void> future) {
    future.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void whatGathersWhileABatchIsCommittedSharesTheNextOne() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<List<Long>> batches = new CopyOnWriteArrayList<>();
    Consumer<List<Write>> batch =
        writes -> {
          batches.add(writes.stream().map(BatchWriterTests::offset).toList());
          begun.countDown();
          try {
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    try (BatchWriter<Write> writer = new BatchWriter<>("test", batch, 3)) {
      CompletableFuture<Void> first = writer.add(insert(0));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      // When
      List<CompletableFuture<Void>> rest = new ArrayList<>();
      for (long i = 1; i <= 4; i++) {
        rest.add(writer.add(insert(i)));
      }
      assertThat(first).isNotDone();
      goOn.countDown();
      rest.forEach(BatchWriterTests::join);

      // Then
      assertThat(batches).containsExactly(List.of(0L), List.of(1L, 2L, 3L), List.of(4L));
    }
  }

  @Test
  void aDatabaseThatIsAwayIsTriedUntilItIsBack() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    Consumer<List<Write>> batch =
        writes -> {
          if (attempts.incrementAndGet() <= 2) {
            throw new TransientDataAccessResourceException("away");
          }
        };
    try (BatchWriter<Write> writer = new BatchWriter<>("test", batch, 10)) {
      // When
      join(writer.add(insert(1)));

      // Then
      assertThat(attempts).hasValue(3);
    }
  }

  @Test
  void oneImpossibleRowFailsAloneAndABugEndsNothing() {
    // Given
    List<Long> stored = new CopyOnWriteArrayList<>();
    Consumer<List<Write>> batch =
        writes -> {
          for (Write write : writes) {
            if (offset(write) == 2) {
              throw new DataIntegrityViolationException("too long");
            }
            if (offset(write) == 3) {
              throw new AssertionError("a bug");
            }
          }
          writes.forEach(write -> stored.add(offset(write)));
        };
    try (BatchWriter<Write> writer = new BatchWriter<>("test", batch, 10)) {
      // When
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (long i = 1; i <= 4; i++) {
        all.add(writer.add(insert(i)));
      }
      join(all.get(0));
      join(all.get(3));

      // Then
      assertThat(stored).containsExactly(1L, 4L);
      assertThatThrownBy(() -> join(all.get(1)))
          .hasCauseInstanceOf(DataIntegrityViolationException.class);
      assertThatThrownBy(() -> join(all.get(2))).hasCauseInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aBarrierWaitsForTheAccountsWritesAndDoesNotFailWithThem() throws Exception {
    // Given
    CountDownLatch goOn = new CountDownLatch(1);
    Consumer<List<Write>> batch =
        writes -> {
          try {
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          throw new DataIntegrityViolationException("no");
        };
    try (BatchWriter<Write> writer = new BatchWriter<>("test", batch, 10)) {
      CompletableFuture<Void> write = writer.add(insert(1));

      // When
      CompletableFuture<Void> barrier = writer.barrier("alice@localhost");

      // Then
      assertThat(barrier).isNotDone();
      assertThat(writer.barrier("bob@localhost")).isCompleted();
      goOn.countDown();
      join(barrier);
      assertThat(write).isCompletedExceptionally();
    }
  }

  @Test
  void whatIsUnfinishedAtTheEndIsNeitherDoneNorFailed() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    BatchWriter<Write> writer =
        new BatchWriter<>(
            "test",
            writes -> {
              begun.countDown();
              throw new TransientDataAccessResourceException("away");
            },
            10);
    CompletableFuture<Void> write = writer.add(insert(1));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    // When
    writer.close();

    // Then: its record stays unfinished, and the next owner stores the message.
    assertThat(write).isNotDone();
  }
}
