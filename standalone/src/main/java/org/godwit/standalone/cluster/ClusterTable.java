package org.godwit.standalone.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes as a table that a person reads. Pure. */
final class ClusterTable {

  private static final String GAP = "  ";

  private ClusterTable() {}

  /**
   * One line.
   *
   * @param process what the pid file says
   * @param health ready, not ready or dead
   */
  record Row(RunningProcess process, String health) {}

  /** Returns the table, its columns as wide as they must be; logs are named from {@code folder}. */
  static String text(List<Row> rows, Path folder) {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"NAME", "PID", "HEALTH", "LISTENS", "LOG"});
    for (Row row : rows) {
      RunningProcess process = row.process();
      cells.add(
          new String[] {
            process.name(),
            Long.toString(process.pid()),
            row.health(),
            process.health().listens(),
            folder.relativize(process.log()).toString()
          });
    }
    int[] widths = new int[cells.getFirst().length];
    for (String[] line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line[column].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] line : cells) {
      StringBuilder joined = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        joined.append(line[column]).repeat(' ', widths[column] - line[column].length()).append(GAP);
      }
      text.append(joined.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
