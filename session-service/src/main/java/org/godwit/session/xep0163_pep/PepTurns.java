package org.godwit.session.xep0163_pep;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Reply;

/** Lets the requests to one account have their turns, in order. Any thread; never blocks. */
final class PepTurns {

  private final Function<Supplier<Reply>, CompletionStage<Reply>> calls;
  private final Map<Jid, CompletionStage<Reply>> last = new HashMap<>();

  /**
   * Makes one.
   *
   * @param calls runs what may block
   */
  PepTurns(Function<Supplier<Reply>, CompletionStage<Reply>> calls) {
    this.calls = calls;
  }

  CompletionStage<Reply> take(Jid owner, Supplier<Reply> request) {
    CompletableFuture<Reply> turn = new CompletableFuture<>();
    CompletionStage<Reply> before;
    synchronized (last) {
      before = last.put(owner, turn);
    }
    CompletionStage<Reply> answer =
        before == null
            ? calls.apply(request)
            : before.handle((reply, failure) -> 0).thenCompose(done -> calls.apply(request));
    answer.whenComplete((reply, failure) -> {
      synchronized (last) {
        last.remove(owner, turn);
      }
      if (failure == null) {
        turn.complete(reply);
      } else {
        turn.completeExceptionally(failure);
      }
    });
    return turn;
  }
}
