package org.godwit.it.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.godwit.it.chaos.Takeovers.Kill;
import org.godwit.standalone.cluster.Cluster;
import org.godwit.standalone.cluster.ClusterProcess;

/** Does faults to a cluster and sees to it that everything is well again afterwards. One thread. */
final class FaultInjector {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Cluster cluster;
  private final LongSupplier nowMs;
  private final PrintStream out;
  private final List<Kill> takeovers = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private int kills;

  FaultInjector(Cluster cluster, LongSupplier nowMs, PrintStream out) {
    this.cluster = cluster;
    this.nowMs = nowMs;
    this.out = out;
  }

  /** Returns how many processes were killed. */
  int kills() {
    return kills;
  }

  /** Returns the kills after which others had to take over. */
  List<Kill> takeovers() {
    return List.copyOf(takeovers);
  }

  /** Returns what was done to processes, in order. */
  List<Moment> moments() {
    return List.copyOf(moments);
  }

  /** Does one fault and returns once everything is ready again and calm. */
  void inject(Fault fault) throws InterruptedException {
    long begin = nowMs.getAsLong();
    List<ClusterProcess> processes = processes(fault);
    note(begin, nameOf(fault) + ": " + fault.kind().name().toLowerCase(Locale.ROOT));
    for (ClusterProcess process : processes) {
      switch (fault.kind()) {
        case KILL -> {
          process.kill();
          kills++;
        }
        case FREEZE -> process.pause();
        case STOP -> process.stop(Cluster.STOP_LIMIT);
      }
    }
    pause(fault.lasts());
    note(nowMs.getAsLong(), nameOf(fault) + " goes on, or is started again");
    for (ClusterProcess process : processes) {
      if (fault.kind() == Fault.Kind.FREEZE) {
        process.resume();
      } else {
        process.startBehind();
      }
    }
    heal();
    long well = nowMs.getAsLong();
    note(well, "all processes are ready again");
    // A gateway that was frozen for long ends a moment after it goes on.
    for (Duration left = fault.calm(); left.isPositive(); left = left.minus(LOOK)) {
      pause(LOOK);
      heal();
    }
    if (fault.kind() == Fault.Kind.KILL && !fault.process().startsWith("kafka")) {
      takeovers.add(new Kill(begin, nowMs.getAsLong()));
    }
    out.printf(
        "%4d s: %s %s for %.1f s, all well after %.1f s%n",
        begin / 1000,
        fault.kind().name().toLowerCase(Locale.ROOT),
        nameOf(fault),
        fault.lasts().toMillis() / 1000.0,
        (well - begin) / 1000.0);
  }

  /** Starts what is down, also what ends while it waits, and returns once everything is ready. */
  void heal() throws InterruptedException {
    long deadline = nowMs.getAsLong() + Cluster.START_LIMIT.toMillis();
    boolean isWell = false;
    while (!isWell && nowMs.getAsLong() < deadline) {
      isWell = true;
      for (ClusterProcess process : cluster.processes()) {
        if (!process.isAlive()) {
          note(nowMs.getAsLong(), process.name() + " had ended");
          out.printf("%4d s: %s had ended%n", nowMs.getAsLong() / 1000, process.name());
          process.startBehind();
        }
        isWell &= process.isReady();
      }
      if (!isWell) {
        pause(LOOK);
      }
    }
    if (!isWell) {
      // Says which one it is, and what it wrote last.
      for (ClusterProcess process : cluster.processes()) {
        process.awaitReady(LOOK);
      }
    }
  }

  private void note(long atMs, String what) {
    moments.add(new Moment(atMs, "-- " + what));
  }

  private static String nameOf(Fault fault) {
    return fault.process().isEmpty() ? "all of kafka" : fault.process();
  }

  private List<ClusterProcess> processes(Fault fault) {
    if (!fault.process().isEmpty()) {
      return List.of(cluster.process(fault.process()));
    }
    return cluster.processes().stream()
        .filter(process -> process.name().startsWith("kafka"))
        .toList();
  }

  private static void pause(Duration duration) throws InterruptedException {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
