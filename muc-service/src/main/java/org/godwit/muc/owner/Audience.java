package org.godwit.muc.owner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.godwit.bus.KeyPartition;
import org.godwit.protocol.jid.Jid;

/**
 * The receivers of one stanza, sorted into shares, one record each: every share is for one
 * partition of topic {@code session}, with at most one client of an account. One thread.
 */
final class Audience {

  private final int partitions;
  private final int receiversMax;
  private final TreeMap<Integer, List<Draft>> drafts = new TreeMap<>();

  /**
   * A record to be sent.
   *
   * @param partition the partition of all receivers' accounts
   * @param receivers full JIDs
   */
  record Share(int partition, List<Jid> receivers) {}

  private record Draft(Set<String> accounts, List<Jid> receivers) {}

  /**
   * Begins with nobody.
   *
   * @param partitions how many the topic has
   * @param receiversMax how many receivers a record has at most
   */
  Audience(int partitions, int receiversMax) {
    this.partitions = partitions;
    this.receiversMax = receiversMax;
  }

  /** Adds a full JID. */
  void add(Jid receiver) {
    String account = receiver.bareText();
    List<Draft> same =
        drafts.computeIfAbsent(
            KeyPartition.of(account, partitions), partition -> new ArrayList<>(2));
    for (Draft draft : same) {
      if (draft.receivers().size() < receiversMax && draft.accounts().add(account)) {
        draft.receivers().add(receiver);
        return;
      }
    }
    Draft fresh = new Draft(new HashSet<>(), new ArrayList<>());
    fresh.accounts().add(account);
    fresh.receivers().add(receiver);
    same.add(fresh);
  }

  /** Returns the records, those of one partition next to each other. */
  List<Share> records() {
    List<Share> records = new ArrayList<>();
    drafts.forEach((partition, all) -> {
      for (Draft draft : all) {
        records.add(new Share(partition, draft.receivers()));
      }
    });
    return records;
  }
}
