package org.godwit.session.roster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.userdata.BlockingCalls;
import org.godwit.session.userdata.Digests;
import org.godwit.session.userdata.GatheredReads;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads what contacts may know of absent accounts, for many at once: who comes online asks all its
 * contacts in one moment. An account with privacy lists does not tell when it went. Any thread;
 * never blocks.
 */
final class JdbcAbsences implements AbsenceReader {

  private static final int KEYS_MAX = 200;

  private record Pair(String account, String contact) {}

  private final JdbcTemplate jdbc;
  private final AccountRows rows;
  private final GatheredReads<Pair, Absence> reads;

  JdbcAbsences(JdbcTemplate jdbc, AccountRows rows, BlockingCalls calls) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.reads = new GatheredReads<>(calls, KEYS_MAX, this::select, Absence.STRANGER);
  }

  @Override
  public CompletionStage<Absence> find(String account, Jid contact) {
    Pair pair = new Pair(account, contact.toString());
    return rows.settled(account).thenCompose(done -> reads.find(pair));
  }

  private Map<Pair, Absence> select(List<Pair> pairs) {
    List<Object> arguments = new ArrayList<>(2 * pairs.size());
    for (Pair pair : pairs) {
      arguments.add(pair.account());
      arguments.add(Digests.sha256(pair.contact()));
    }
    String places = String.join(",", Collections.nCopies(pairs.size(), "(?,?)"));
    Map<Pair, Absence> found = new HashMap<>();
    jdbc.query(
        """
        SELECT i.account, i.contact, i.subscription,
        CASE WHEN p.account IS NULL THEN COALESCE(l.gone_at_ms, 0) ELSE 0 END AS gone
        FROM roster_item i
        LEFT JOIN last_activity l ON l.account = i.account
        LEFT JOIN privacy p ON p.account = i.account
        WHERE (i.account, i.contact_hash) IN (%s)\
        """
            .formatted(places),
        row -> {
          Subscription subscription = Subscription.of(row.getString("subscription"));
          boolean isFrom = subscription != null && subscription.isFrom();
          found.put(
              new Pair(row.getString("account"), row.getString("contact")),
              isFrom ? new Absence(true, row.getLong("gone")) : Absence.STRANGER);
        },
        arguments.toArray());
    return found;
  }
}
