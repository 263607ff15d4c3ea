package org.godwit.session.api;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.session.account.AccountDirectory;
import org.godwit.session.roster.ManagedContact;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterProperties;
import org.godwit.session.roster.RosterStore;
import org.jspecify.annotations.Nullable;

/**
 * Rosters from outside: read from the database, changed by the owners of the accounts, which are
 * told of it in their topic. Any thread; never blocks.
 */
final class Rosters {

  private final RosterStore store;
  private final StanzaPublisher bus;
  private final AccountDirectory directory;
  private final ServedDomains domains;
  private final RosterProperties limits;

  Rosters(
      RosterStore store,
      StanzaPublisher bus,
      AccountDirectory directory,
      ServedDomains domains,
      RosterProperties limits) {
    this.store = store;
    this.bus = bus;
    this.directory = directory;
    this.domains = domains;
    this.limits = limits;
  }

  CompletionStage<Boolean> exists(Jid account) {
    return domains.hosts().contains(account.domain())
            && account.bareText().length() <= RosterStore.ACCOUNT_CHARS_MAX
        ? directory.exists(account)
        : CompletableFuture.completedFuture(false);
  }

  CompletionStage<Roster> read(Jid account) {
    return store.load(account.bareText());
  }

  boolean isFull(Roster roster) {
    return roster.listed().size() >= limits.itemsMax();
  }

  /** Returns why a contact may not have these labels; null where it may. */
  @Nullable String refusal(@Nullable String name, List<String> groups) {
    if (name != null && name.length() > limits.nameCharsMax()) {
      return "A name may have " + limits.nameCharsMax() + " characters.";
    }
    if (groups.size() > limits.groupsMax() || groups.stream().distinct().count() < groups.size()) {
      return "A contact may be in " + limits.groupsMax() + " groups, each named once.";
    }
    return groups.stream()
            .anyMatch(each -> each.isEmpty() || each.length() > limits.groupCharsMax())
        ? "A group's name has 1 to " + limits.groupCharsMax() + " characters."
        : null;
  }

  /** Tells the account's owner; completes when that is durable. */
  CompletionStage<Void> change(Jid account, ManagedContact contact) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (bus.isSaturated()) {
      done.completeExceptionally(new IllegalStateException("the bus is saturated"));
      return done;
    }
    String id = UUID.randomUUID().toString();
    bus.publish(
        Topics.SESSION,
        account.bareText(),
        contact.to(account, id),
        failure -> {
          if (failure == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }
}
