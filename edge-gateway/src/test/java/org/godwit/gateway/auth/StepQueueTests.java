package org.godwit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SASL steps that wait for auth-service")
class StepQueueTests {
  private final AtomicInteger refused = new AtomicInteger();
  private final List<String> begun = new ArrayList<>();
  private final Map<String, CompletableFuture<String>> calls = new HashMap<>();
  private final StepQueue queue = new StepQueue(2, 3, refused::incrementAndGet);

  private CompletableFuture<String> submit(String name, boolean isBegun, BooleanSupplier isWanted) {
    CompletionStage<String> stage =
        queue.submit(
            isBegun,
            isWanted,
            () -> {
              begun.add(name);
              return calls.computeIfAbsent(name, _ -> new CompletableFuture<>());
            });
    return stage.toCompletableFuture();
  }

  private CompletableFuture<String> submit(String name) {
    return submit(name, false, () -> true);
  }

  private void answer(String name) {
    calls.computeIfAbsent(name, _ -> new CompletableFuture<>()).complete(name + "!");
  }

  @Test
  @DisplayName("no more are under way than may be, and the others follow in their order")
  void othersFollowInOrder() {
    CompletableFuture<String> a = submit("a");
    var _ = submit("b");
    CompletableFuture<String> c = submit("c");
    var _ = submit("d");

    assertThat(begun).containsExactly("a", "b");
    assertThat(queue.waiting()).isEqualTo(2);
    answer("b");
    assertThat(begun).containsExactly("a", "b", "c");
    answer("a");
    assertThat(begun).containsExactly("a", "b", "c", "d");
    assertThat(a).isCompletedWithValue("a!");
    answer("c");
    assertThat(c).isCompletedWithValue("c!");
    assertThat(queue.waiting()).isZero();
  }

  @Test
  @DisplayName("a step of an exchange that has begun goes before first steps")
  void begunExchangeGoesFirst() {
    var _ = submit("a");
    var _ = submit("b");
    var _ = submit("newcomer");
    var _ = submit("second step", true, () -> true);

    answer("a");

    assertThat(begun).containsExactly("a", "b", "second step");
  }

  @Test
  @DisplayName("the step of a client that is gone is dropped, and the next takes its turn")
  void stepOfAGoneClientIsDropped() {
    var _ = submit("a");
    var _ = submit("b");
    CompletableFuture<String> gone = submit("gone", false, () -> false);
    var _ = submit("next");

    answer("a");

    assertThat(begun).containsExactly("a", "b", "next");
    assertThat(gone).isCancelled();
  }

  @Test
  @DisplayName("one too many is refused and counted; others get through later")
  void oneTooManyIsRefused() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      var _ = submit(name);
    }

    CompletableFuture<String> tooMany = submit("f");
    assertThat(tooMany.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
    assertThat(refused).hasValue(1);

    answer("a");
    assertThat(submit("g")).isNotDone();
    assertThat(refused).hasValue(1);
  }

  @Test
  @DisplayName("a call that throws or fails gives its turn back")
  void failureGivesTheTurnBack() {
    CompletionStage<String> thrown =
        queue.submit(
            false,
            () -> true,
            () -> {
              throw new IllegalStateException("thrown");
            });
    CompletionStage<String> broken =
        queue.submit(
            false,
            () -> true,
            () -> {
              throw new AssertionError("broken");
            });
    CompletionStage<String> failed =
        queue.submit(
            false,
            () -> true,
            () -> CompletableFuture.failedFuture(new IllegalStateException("failed")));
    var _ = submit("a");
    var _ = submit("b");

    assertThat(thrown.toCompletableFuture().exceptionNow()).hasMessage("thrown");
    assertThat(broken.toCompletableFuture().exceptionNow()).hasMessage("broken");
    assertThat(failed.toCompletableFuture().exceptionNow()).hasMessage("failed");
    assertThat(begun).containsExactly("a", "b");
  }

  @Test
  @DisplayName("a hundred thousand that end at once need no deeper stack")
  void callsThatEndAtOnceNeedNoStack() {
    StepQueue wide = new StepQueue(1, 100_000, refused::incrementAndGet);
    CompletableFuture<String> held = new CompletableFuture<>();
    CompletionStage<String> holder = wide.submit(false, () -> true, () -> held);
    List<CompletionStage<String>> answers = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      answers.add(wide.submit(false, () -> true, () -> CompletableFuture.completedFuture("x")));
    }

    held.complete("first");

    assertThat(holder).isCompletedWithValue("first");
    assertThat(answers).allSatisfy(stage -> assertThat(stage).isCompletedWithValue("x"));
    assertThat(refused).hasValue(0);
  }
}
