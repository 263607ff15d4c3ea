package org.godwit.session.privacy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.roster.AccountRows;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps privacy lists in the database, those of an account in one row. Any thread. */
public final class JdbcPrivacyStore implements PrivacyStore {

  private static final String PUT =
      """
      INSERT INTO privacy (account, lists) VALUES (?, ?)
      ON DUPLICATE KEY UPDATE lists = VALUES(lists)\
      """;

  private final JdbcTemplate jdbc;
  private final AccountRows rows;

  JdbcPrivacyStore(JdbcTemplate jdbc, AccountRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  @Override
  public CompletionStage<Privacy> load(String account) {
    return rows.read(account, () -> select(account));
  }

  private Privacy select(String account) {
    List<String> found =
        jdbc.queryForList("SELECT lists FROM privacy WHERE account = ?", String.class, account);
    if (found.isEmpty()) {
      return Privacy.NONE;
    }
    try {
      return PrivacyXml.all(XmlReader.parse(found.getFirst().getBytes(StandardCharsets.UTF_8)));
    } catch (XmlException e) {
      throw new IllegalStateException("the privacy lists of an account cannot be read", e);
    }
  }

  @Override
  public CompletionStage<Void> write(String account, Privacy privacy) {
    return rows.write(
            account,
            () -> {
              if (privacy.lists().isEmpty()) {
                jdbc.update("DELETE FROM privacy WHERE account = ?", account);
              } else {
                jdbc.update(PUT, account, XmlWriter.toText(PrivacyXml.all(privacy)));
              }
            })
        .thenAccept(written -> {});
  }
}
