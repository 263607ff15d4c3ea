package org.godwit.auth.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.godwit.protocol.host.HostCodec;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.jid.ServedDomains;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The virtual hosts in the database, which alone decides. Any thread; calls block. Changes lock all
 * rows, so two instances change one after the other.
 */
final class HostTable {

  private static final String ALL = "SELECT id, domain, policy, version FROM virtual_host";

  private static final Logger LOGGER = LoggerFactory.getLogger(HostTable.class);

  private final JdbcTemplate database;
  private final TransactionTemplate writing;
  private final int hostsMax;

  HostTable(JdbcTemplate database, TransactionTemplate writing, int hostsMax) {
    this.database = database;
    this.writing = writing;
    this.hostsMax = hostsMax;
  }

  private record Row(long id, String domain, String policy, long version) {
    String revision() {
      return id + "." + version;
    }

    VirtualHost toHost() {
      return new VirtualHost(domain, revision(), id, HostCodec.decodePolicy(policy));
    }
  }

  /** Returns all hosts, the oldest first. */
  List<VirtualHost> all() {
    return rows(ALL + " ORDER BY id").stream().map(Row::toHost).toList();
  }

  /** Adds {@code domains} where there is no host at all; another instance may do so as well. */
  void seed(List<String> domains) {
    List<String> present = all().stream().map(VirtualHost::name).toList();
    if (!present.isEmpty()) {
      List<String> absent = domains.stream().filter(domain -> !present.contains(domain)).toList();
      if (!absent.isEmpty()) {
        LOGGER
            .atWarn()
            .addKeyValue("hosts", absent)
            .log("hosts of xmpp.domains are not in the database, which has others: not served");
      }
      return;
    }
    for (String domain : domains) {
      try {
        insert(domain, HostPolicy.CONFIGURED);
      } catch (DuplicateKeyException e) {
        // Another instance that starts at the same time was faster.
        LOGGER.atDebug().addKeyValue("host", domain).log("the host is there already");
      }
    }
  }

  /** Adds a host: DONE, EXISTS, OVERLAPS or TOO_MANY. */
  HostOutcome add(String domain, HostPolicy policy) {
    try {
      return locked(rows -> {
        Set<String> names = new HashSet<>();
        rows.forEach(row -> names.add(row.domain));
        if (names.contains(domain)) {
          return HostOutcome.EXISTS;
        }
        if (names.size() >= hostsMax) {
          return HostOutcome.TOO_MANY;
        }
        if (ServedDomains.isServiceOf(domain, names) || hasServiceAmong(domain, names)) {
          return HostOutcome.OVERLAPS;
        }
        insert(domain, policy);
        return HostOutcome.DONE;
      });
    } catch (DuplicateKeyException e) {
      return HostOutcome.EXISTS;
    }
  }

  private static boolean hasServiceAmong(String domain, Set<String> names) {
    return names.stream().anyMatch(name -> ServedDomains.isServiceOf(name, Set.of(domain)));
  }

  private void insert(String domain, HostPolicy policy) {
    database.update(
        "INSERT INTO virtual_host (domain, policy, version) VALUES (?, ?, 0)",
        domain,
        HostCodec.encode(policy));
  }

  /**
   * Changes what a host may do: DONE, MISSING or STALE.
   *
   * @param revision which state of it is to be changed; null for any
   */
  HostOutcome change(String domain, HostPolicy policy, @Nullable String revision) {
    return locked(rows -> {
      Row row = find(rows, domain);
      if (row == null) {
        return HostOutcome.MISSING;
      }
      if (revision != null && !revision.equals(row.revision())) {
        return HostOutcome.STALE;
      }
      database.update(
          "UPDATE virtual_host SET policy = ?, version = version + 1 WHERE id = ?",
          HostCodec.encode(policy),
          row.id);
      return HostOutcome.DONE;
    });
  }

  /** Removes a host: DONE, MISSING, STALE or LAST. */
  HostOutcome remove(String domain, @Nullable String revision) {
    return locked(rows -> {
      Row row = find(rows, domain);
      if (row == null) {
        return HostOutcome.MISSING;
      }
      if (revision != null && !revision.equals(row.revision())) {
        return HostOutcome.STALE;
      }
      if (rows.size() == 1) {
        return HostOutcome.LAST;
      }
      database.update("DELETE FROM virtual_host WHERE id = ?", row.id);
      return HostOutcome.DONE;
    });
  }

  private HostOutcome locked(Function<List<Row>, HostOutcome> change) {
    return Objects.requireNonNull(
        writing.execute(_ -> change.apply(rows(ALL + " ORDER BY id FOR UPDATE"))));
  }

  private List<Row> rows(String query) {
    return new ArrayList<>(
        database.query(
            query,
            (row, _) ->
                new Row(
                    row.getLong("id"),
                    row.getString("domain"),
                    row.getString("policy"),
                    row.getLong("version"))));
  }

  private static @Nullable Row find(List<Row> rows, String domain) {
    return rows.stream().filter(row -> row.domain.equals(domain)).findFirst().orElse(null);
  }
}
