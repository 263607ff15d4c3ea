package org.godwit.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time that a process has used, from {@code /proc}, whose ticks are hundredths of a second. */
final class ProcessCpu {

  private static final int MICROS_PER_TICK = 10_000;

  private final long pid;

  /** Reads process {@code pid}; 0 for none. */
  ProcessCpu(long pid) {
    this.pid = pid;
  }

  /** Returns microseconds of user and system time; 0 without a process. */
  long micros() {
    if (pid == 0) {
      return 0;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
