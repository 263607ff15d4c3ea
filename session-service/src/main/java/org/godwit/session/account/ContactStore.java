package org.godwit.session.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.AbsenceReader;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterStore;
import org.jspecify.annotations.Nullable;

/**
 * Where rosters and privacy lists are kept. Any thread; never blocks.
 *
 * @param rosters keeps rosters
 * @param privacies keeps privacy lists
 * @param absences tells what contacts may know of absent accounts
 */
public record ContactStore(RosterStore rosters, PrivacyStore privacies, AbsenceReader absences) {

  /** Keeps nothing, for accounts without rosters. */
  public static final ContactStore NONE =
      new ContactStore(new Nothing(), new NoLists(), AbsenceReader.NONE);

  /** Loads the privacy lists of an account of a host without rosters. */
  CompletionStage<Contacts> loadLists(String account) {
    return account.length() > RosterStore.ACCOUNT_CHARS_MAX
        ? CompletableFuture.completedFuture(new Contacts(Roster.EMPTY, Privacy.NONE, 0))
        : privacies.load(account).thenApply(lists -> new Contacts(Roster.EMPTY, lists, 0));
  }

  CompletionStage<Contacts> load(String account) {
    return account.length() > RosterStore.ACCOUNT_CHARS_MAX
        ? CompletableFuture.completedFuture(new Contacts(Roster.EMPTY, Privacy.NONE, 0))
        : rosters
            .load(account)
            .thenCombine(
                privacies.load(account), (roster, privacy) -> new Contacts(roster, privacy, 0));
  }

  CompletionStage<?> deleteAll(String account) {
    return rosters
        .deleteAll(account)
        .thenCombine(privacies.write(account, Privacy.NONE), (one, other) -> true);
  }

  private static final class Nothing implements RosterStore {
    @Override
    public CompletionStage<Roster> load(String account) {
      return CompletableFuture.completedFuture(Roster.EMPTY);
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, RosterChange change) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Void> deleteAll(String account) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static final class NoLists implements PrivacyStore {
    @Override
    public CompletionStage<Privacy> load(String account) {
      return CompletableFuture.completedFuture(Privacy.NONE);
    }

    @Override
    public CompletionStage<@Nullable Void> write(String account, Privacy privacy) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
