package org.godwit.it.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.godwit.it.chaos.Fault.Kind;

/**
 * Faults in an order that the seed decides. Pure: the same seed gives the same faults.
 *
 * <p>They come in rounds. The first, short one has one fault of each kind that matters most, so
 * that also a short run sees them; each further one has every kind.
 */
final class FaultSchedule {

  private static final Duration FROZEN = Duration.ofSeconds(30);
  private static final Duration STOPPED = Duration.ofSeconds(60);

  private final SplittableRandom random;
  private final Targets targets;
  private final Deque<Fault> round = new ArrayDeque<>();

  /**
   * Names of processes.
   *
   * @param gateways gateways
   * @param sessions instances of session-service
   * @param brokers Kafka nodes
   * @param database the database, stopped for a while; empty where the run is too short for that
   */
  record Targets(
      List<String> gateways, List<String> sessions, List<String> brokers, String database) {}

  FaultSchedule(long seed, Targets targets) {
    this.random = new SplittableRandom(seed);
    this.targets = targets;
    firstRound();
  }

  /** Returns the next fault; there is always one. */
  Fault next() {
    if (round.isEmpty()) {
      fullRound();
    }
    return round.remove();
  }

  private void firstRound() {
    List<Fault> faults = new ArrayList<>();
    faults.add(kill(targets.gateways()));
    faults.add(kill(targets.sessions()));
    faults.add(freeze(random.nextBoolean() ? targets.gateways() : targets.sessions()));
    faults.add(kill(targets.brokers()));
    deal(faults);
  }

  private void fullRound() {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      faults.add(kill(targets.gateways()));
      faults.add(kill(targets.sessions()));
    }
    faults.add(kill(targets.brokers()));
    faults.add(freeze(targets.gateways()));
    faults.add(freeze(targets.sessions()));
    faults.add(freeze(targets.brokers()));
    if (!targets.database().isEmpty()) {
      faults.add(new Fault(Kind.STOP, targets.database(), STOPPED, calm()));
      faults.add(new Fault(Kind.STOP, "", STOPPED, calm()));
    }
    deal(faults);
  }

  private void deal(List<Fault> faults) {
    while (!faults.isEmpty()) {
      round.add(faults.remove(random.nextInt(faults.size())));
    }
  }

  private Fault kill(List<String> names) {
    return new Fault(Kind.KILL, any(names), Duration.ofMillis(random.nextLong(500, 5_000)), calm());
  }

  private Fault freeze(List<String> names) {
    return new Fault(Kind.FREEZE, any(names), FROZEN, calm());
  }

  private Duration calm() {
    return Duration.ofMillis(random.nextLong(3_000, 10_000));
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
