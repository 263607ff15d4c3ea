package org.godwit.session.offline;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.session.account.OfflineId;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a list of changes in one transaction: runs of the same kind share a JDBC batch. */
final class OfflineBatch {

  /**
   * Leaves a row that is there as it is. Not INSERT IGNORE, which would cut what is too long
   * instead of refusing it.
   */
  private static final String INSERT =
      """
      INSERT INTO offline_message (account, record_offset, record_index, record_partition,
      record_topic, received_at_ms, only_stream, envelope, stanza)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE record_index = record_index\
      """;

  private static final String DELETE =
      """
      DELETE FROM offline_message WHERE account = ? AND record_offset = ? AND record_index = ?
      AND record_partition = ? AND record_topic = ? AND received_at_ms = ?\
      """;

  private static final String MARK =
      """
      UPDATE offline_message SET only_stream = ?
      WHERE account = ? AND record_offset = ? AND record_index = ?
      AND record_partition = ? AND record_topic = ? AND received_at_ms = ?
      AND (only_stream IS NULL OR only_stream = ?)\
      """;

  private static final String UNMARK =
      """
      UPDATE offline_message SET only_stream = NULL
      WHERE account = ? AND record_offset = ? AND record_index = ?
      AND record_partition = ? AND record_topic = ? AND received_at_ms = ?
      AND only_stream = ?\
      """;

  private static final String DELETE_KEPT =
      """
      DELETE FROM offline_message WHERE account = ? AND only_stream = ?
      AND record_offset = ? AND record_index = ?\
      """;

  private static final String DELETE_ALL = "DELETE FROM offline_message WHERE account = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  OfflineBatch(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  void write(List<OfflineWrite> writes) {
    transaction.executeWithoutResult(status -> {
      int start = 0;
      while (start < writes.size()) {
        int end = start + 1;
        Class<?> kind = writes.get(start).getClass();
        while (end < writes.size() && writes.get(end).getClass() == kind) {
          end++;
        }
        run(new ArrayList<>(writes.subList(start, end)));
        start = end;
      }
    });
  }

  private void run(List<OfflineWrite> run) {
    String sql =
        switch (run.getFirst()) {
          case OfflineWrite.Insert w -> INSERT;
          case OfflineWrite.Delete w -> DELETE;
          case OfflineWrite.DeleteAll w -> DELETE_ALL;
          case OfflineWrite.Mark w -> MARK;
          case OfflineWrite.Unmark w -> UNMARK;
          case OfflineWrite.DeleteKept w -> DELETE_KEPT;
        };
    jdbc.batchUpdate(
        sql,
        new BatchPreparedStatementSetter() {
          @Override
          public void setValues(PreparedStatement statement, int i) throws SQLException {
            set(statement, run.get(i));
          }

          @Override
          public int getBatchSize() {
            return run.size();
          }
        });
  }

  private static void set(PreparedStatement statement, OfflineWrite write) throws SQLException {
    switch (write) {
      case OfflineWrite.Insert insert -> {
        row(statement, 1, insert.account(), insert.row().id());
        statement.setString(7, insert.row().stream());
        statement.setBytes(8, OfflineMessage.envelopeOf(insert.row()));
        statement.setBytes(9, insert.row().stanza());
      }
      case OfflineWrite.Delete delete -> row(statement, 1, delete.account(), delete.id());
      case OfflineWrite.DeleteAll all -> statement.setString(1, all.account());
      case OfflineWrite.Mark mark -> {
        statement.setString(1, mark.stream());
        row(statement, 2, mark.account(), mark.id());
        statement.setString(8, mark.stream());
      }
      case OfflineWrite.Unmark unmark -> {
        row(statement, 1, unmark.account(), unmark.id());
        statement.setString(7, unmark.stream());
      }
      case OfflineWrite.DeleteKept delete -> {
        statement.setString(1, delete.account());
        statement.setString(2, delete.stream());
        statement.setLong(3, delete.offset());
        statement.setInt(4, delete.index());
      }
    }
  }

  /** Sets the six parameters that name a row. */
  private static void row(PreparedStatement statement, int from, String account, OfflineId id)
      throws SQLException {
    statement.setString(from, account);
    statement.setLong(from + 1, id.offset());
    statement.setInt(from + 2, id.index());
    statement.setInt(from + 3, id.partition());
    statement.setString(from + 4, id.topic());
    statement.setLong(from + 5, id.receivedAtMs());
  }
}
