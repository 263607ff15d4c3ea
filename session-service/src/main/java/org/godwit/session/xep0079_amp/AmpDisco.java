package org.godwit.session.xep0079_amp;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoNode;
import org.godwit.protocol.xep0030_disco.DiscoSource;

/** The server's node with the actions and conditions of XEP-0079, section 2.1.1. Any thread. */
public final class AmpDisco implements DiscoSource {

  private final ModuleSwitches switches;

  /**
   * Creates it.
   *
   * @param switches tell where the module is off
   */
  public AmpDisco(ModuleSwitches switches) {
    this.switches = switches;
  }

  @Override
  public CompletionStage<Optional<DiscoNode>> node(Context context, String node) {
    boolean known =
        node.equals(AmpModule.NAMESPACE) && switches.isOn(context.domain(), AmpModule.ID);
    return CompletableFuture.completedFuture(known ? Optional.of(node()) : Optional.empty());
  }

  private static DiscoNode node() {
    Set<String> features = new TreeSet<>();
    features.add(AmpModule.NAMESPACE);
    for (String action : List.of("alert", "drop", "error", "notify")) {
      features.add(AmpModule.NAMESPACE + "?action=" + action);
    }
    for (String condition : List.of("deliver", "expire-at", "match-resource")) {
      features.add(AmpModule.NAMESPACE + "?condition=" + condition);
    }
    return new DiscoNode(
        List.of(new DiscoIdentity("server", "im", null)), features, List.of(), List.of());
  }
}
