package org.godwit.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.godwit.it.chaos.ClientProfile.Correspondent;
import org.godwit.it.chaos.ClientProfile.Kind;

/**
 * Who takes part in a run. Pure but for the conversations that it opens in the ledger.
 *
 * @param profiles the clients
 * @param steady conversations between two clients that are always there
 */
record Population(List<ClientProfile> profiles, List<Integer> steady) {

  private static final int STEADY_PAIRS = 6;
  private static final int ABSENT_PAIRS = 4;
  private static final int ROAMING_PAIRS = 4;

  Population {
    profiles = List.copyOf(profiles);
    steady = List.copyOf(steady);
  }

  /** Opens all conversations; in each pair both write to each other. */
  static Population of(long seed, Ledger ledger) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ClientProfile> profiles = new ArrayList<>();
    List<Integer> steady = new ArrayList<>();
    for (int pair = 1; pair <= STEADY_PAIRS; pair++) {
      List<ClientProfile> both = pair("steady" + pair, Kind.STEADY, random, ledger);
      both.forEach(one -> steady.add(one.conversations().getFirst().conversation()));
      profiles.addAll(both);
    }
    for (int pair = 1; pair <= ABSENT_PAIRS; pair++) {
      profiles.addAll(pair("absent" + pair, Kind.ABSENT, random, ledger));
    }
    for (int pair = 1; pair <= ROAMING_PAIRS; pair++) {
      profiles.addAll(pair("roaming" + pair, Kind.ROAMING, random, ledger));
    }
    return new Population(profiles, steady);
  }

  /** Returns the accounts. */
  List<String> users() {
    return profiles.stream().map(ClientProfile::user).toList();
  }

  /** The second of a pair with an absent one is always there. */
  private static List<ClientProfile> pair(
      String name, Kind kind, SplittableRandom random, Ledger ledger) {
    String one = name + "a";
    String two = name + "b";
    Correspondent there = new Correspondent(ledger.open(one, two), two);
    Correspondent back = new Correspondent(ledger.open(two, one), one);
    Kind other = kind == Kind.ABSENT ? Kind.STEADY : kind;
    return List.of(
        new ClientProfile(one, kind, List.of(there), random.nextLong()),
        new ClientProfile(two, other, List.of(back), random.nextLong()));
  }
}
