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
    statement.setString(1, write.account());
    switch (write) {
      case OfflineWrite.Insert insert -> {
        id(statement, insert.row().id());
        statement.setString(7, insert.row().stream());
        statement.setBytes(8, OfflineMessage.envelopeOf(insert.row()));
        statement.setBytes(9, insert.row().stanza());
      }
      case OfflineWrite.Delete delete -> id(statement, delete.id());
      case OfflineWrite.DeleteAll all -> {
        // The account says it all.
      }
    }
  }

  private static void id(PreparedStatement statement, OfflineId id) throws SQLException {
    statement.setLong(2, id.offset());
    statement.setInt(3, id.index());
    statement.setInt(4, id.partition());
    statement.setString(5, id.topic());
    statement.setLong(6, id.receivedAtMs());
  }
}
