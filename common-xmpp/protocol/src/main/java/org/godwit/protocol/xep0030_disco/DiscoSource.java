package org.godwit.protocol.xep0030_disco;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;

/** What an entity has beside what its modules declare. Any thread; never blocks. */
public interface DiscoSource {

  /** Knows nothing, and admits to an account nobody but itself. */
  DiscoSource NONE = new DiscoSource() {};

  /** Tells whether the sender may see {@code target} (XEP-0030, section 8). */
  default CompletionStage<Boolean> admits(TargetKind target, Context context) {
    return CompletableFuture.completedFuture(
        target != TargetKind.ACCOUNT || context.isOwnAccount());
  }

  /**
   * Returns this with the nodes of {@code other} beside its own; it alone admits and has items that
   * are no nodes.
   */
  default DiscoSource or(DiscoSource other) {
    DiscoSource first = this;
    return new DiscoSource() {
      @Override
      public CompletionStage<Boolean> admits(TargetKind target, Context context) {
        return first.admits(target, context);
      }

      @Override
      public CompletionStage<List<DiscoItem>> items(Context context) {
        return first.items(context);
      }

      @Override
      public CompletionStage<Optional<DiscoNode>> node(Context context, String node) {
        return first
            .node(context, node)
            .thenCompose(found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : other.node(context, node));
      }
    };
  }

  /** Returns items beside those of the profile. */
  default CompletionStage<List<DiscoItem>> items(Context context) {
    return CompletableFuture.completedFuture(List.of());
  }

  /** Returns a node; empty where there is none that the sender may see. */
  default CompletionStage<Optional<DiscoNode>> node(Context context, String node) {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
