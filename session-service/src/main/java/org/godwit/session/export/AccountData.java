package org.godwit.session.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.userdata.BlockingCalls;
import org.godwit.session.userdata.StoredXml;
import org.godwit.session.xep0163_pep.PepNode;
import org.godwit.session.xep0163_pep.PepStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads all that is kept of an account, as the database has it: what owners have not written yet is
 * not in it. Any thread; never blocks.
 */
final class AccountData {

  private static final int PAGE = 200;

  /** What is counted, by its name in the answer. */
  private static final Map<String, String> COUNTS = counts();

  private final Stores stores;
  private final JdbcTemplate jdbc;
  private final BlockingCalls calls;

  /** Where the parts are kept. */
  record Stores(RosterStore rosters, OfflineStore offline, PrivacyStore privacy, PepStore pep) {}

  AccountData(Stores stores, JdbcTemplate jdbc, BlockingCalls calls) {
    this.stores = stores;
    this.jdbc = jdbc;
    this.calls = calls;
  }

  private static Map<String, String> counts() {
    Map<String, String> counts = new LinkedHashMap<>();
    counts.put("contacts", "roster_item WHERE account = ?");
    counts.put("offlineMessages", "offline_message WHERE account = ?");
    counts.put("archivedMessages", "archive_message WHERE account = ?");
    counts.put("archivePreferences", "archive_preference WHERE account = ?");
    counts.put("privacyLists", "privacy WHERE account = ?");
    counts.put("privateElements", "private_xml WHERE account = ?");
    counts.put("vcards", "vcard WHERE account = ?");
    counts.put("lastActivity", "last_activity WHERE account = ?");
    counts.put("pepNodes", "pep_node WHERE owner = ?");
    counts.put("pepItems", "pep_item WHERE owner = ?");
    return counts;
  }

  /** Returns how many rows of each kind there are. */
  CompletionStage<Map<String, Long>> count(Jid account) {
    return calls.call(() -> {
      Map<String, Long> counted = new LinkedHashMap<>();
      COUNTS.forEach((name, table) ->
          counted.put(
              name,
              jdbc.queryForObject(
                  "SELECT COUNT(*) FROM " + table, Long.class, account.bareText())));
      return counted;
    });
  }

  /** Returns a {@code <user/>} with all parts that are not empty. */
  CompletionStage<XmlElement> export(Jid account) {
    return calls.call(() -> {
      List<XmlElement> parts = new ArrayList<>();
      String key = account.bareText();
      Roster roster = stores.rosters().load(key).toCompletableFuture().join();
      parts.add(AccountDocument.roster(roster));
      parts.addAll(AccountDocument.requests(roster));
      List<XmlElement> messages = messages(account);
      if (!messages.isEmpty()) {
        parts.add(AccountDocument.offline(messages));
      }
      List<XmlElement> elements =
          stored("SELECT element FROM private_xml WHERE account = ? ORDER BY element_key", key);
      if (!elements.isEmpty()) {
        parts.add(AccountDocument.privateXml(elements));
      }
      // Not by the store, whose calls would wait for this one's thread.
      parts.addAll(stored("SELECT vcard FROM vcard WHERE account = ?", key));
      Privacy privacy = stores.privacy().load(key).toCompletableFuture().join();
      if (!privacy.lists().isEmpty()) {
        parts.add(AccountDocument.privacy(privacy));
      }
      parts.addAll(pep(account));
      return AccountDocument.user(String.valueOf(account.local()), parts);
    });
  }

  private List<XmlElement> messages(Jid account) {
    List<XmlElement> messages = new ArrayList<>();
    @Nullable OfflineId after = null;
    List<OfflineRow> rows;
    do {
      rows = stores.offline().load(account.bareText(), after, PAGE).toCompletableFuture().join();
      for (OfflineRow row : rows) {
        after = row.id();
        if (row.head().type().kind() == StanzaKind.MESSAGE) {
          messages.add(StoredXml.element(row.stamped(account.domain())));
        }
      }
    } while (rows.size() == PAGE);
    return messages;
  }

  private List<XmlElement> stored(String sql, String account) {
    return jdbc.query(sql, (row, _) -> StoredXml.element(row.getBytes(1)), account);
  }

  private List<XmlElement> pep(Jid account) {
    List<PepNode> nodes = stores.pep().nodes(account);
    if (nodes.isEmpty()) {
      return List.of();
    }
    List<XmlElement.Builder> items = new ArrayList<>();
    for (PepNode node : nodes) {
      items.add(AccountDocument.items(node, stores.pep().items(account, node.name())));
    }
    return List.of(AccountDocument.nodes(nodes), AccountDocument.allItems(items));
  }
}
