package org.godwit.session.xep0050_commands;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoItem;
import org.godwit.protocol.xep0030_disco.DiscoNode;
import org.godwit.protocol.xep0030_disco.DiscoSource;

/** The list of commands, and each command, as nodes (XEP-0050, section 2). Any thread. */
public final class CommandsDisco implements DiscoSource {

  private final CommandsModule commands;

  /** Creates it. */
  public CommandsDisco(CommandsModule commands) {
    this.commands = commands;
  }

  @Override
  public CompletionStage<Optional<DiscoNode>> node(Context context, String node) {
    List<Command> admitted = commands.admitted(context);
    DiscoNode found = null;
    if (node.equals(CommandsModule.NAMESPACE)) {
      List<DiscoItem> items =
          admitted.stream()
              .map(each -> new DiscoItem(context.target(), each.node(), each.name()))
              .toList();
      found = node("command-list", "Commands", items);
    }
    for (Command command : admitted) {
      if (command.node().equals(node)) {
        found = node("command-node", command.name(), List.of());
      }
    }
    return CompletableFuture.completedFuture(Optional.ofNullable(found));
  }

  private static DiscoNode node(String type, String name, List<DiscoItem> items) {
    return new DiscoNode(
        List.of(new DiscoIdentity("automation", type, name)),
        Set.of(CommandsModule.NAMESPACE, DataForm.NAMESPACE),
        List.of(),
        items);
  }
}
