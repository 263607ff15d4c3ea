package org.godwit.session.account;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.OutgoingStanza;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out {@link Effect.Discover}. A resource whose capabilities cannot be found out is
 * notified of nothing. Called under the partition's lock.
 */
final class Discoveries {

  private static final Logger LOGGER = LoggerFactory.getLogger(Discoveries.class);

  private final Capabilities capabilities;
  private final Loopback loopback;

  Discoveries(Capabilities capabilities, Loopback loopback) {
    this.capabilities = capabilities;
    this.loopback = loopback;
  }

  void start(AccountKey key, Effect.Discover effect, Work work) {
    work.retain();
    found(effect)
        .whenComplete((input, failure) -> {
          if (failure != null) {
            LOGGER
                .atWarn()
                .addKeyValue("error", failure.toString())
                .log("capabilities not looked up");
          }
          AccountInput given = failure == null ? input : discovered(effect, List.of(), List.of());
          loopback.feed(key, given, work);
        });
  }

  private CompletionStage<AccountInput> found(Effect.Discover effect) {
    if (effect.answer() != null) {
      return capabilities
          .learned(effect.caps(), effect.answer())
          .thenCompose(nodes -> withLatest(effect, nodes));
    }
    return capabilities
        .interests(effect.caps())
        .thenCompose(nodes ->
            nodes.isPresent()
                ? withLatest(effect, nodes.get())
                : CompletableFuture.completedFuture(
                    new AccountInput.Discovered(effect.stream(), effect.caps(), null, List.of())));
  }

  private CompletionStage<AccountInput> withLatest(Effect.Discover effect, List<String> nodes) {
    return capabilities
        .latest(effect.resource(), nodes)
        .thenApply(latest -> discovered(effect, nodes, latest));
  }

  private static AccountInput discovered(
      Effect.Discover effect, List<String> nodes, List<OutgoingStanza> latest) {
    return new AccountInput.Discovered(effect.stream(), effect.caps(), nodes, latest);
  }
}
