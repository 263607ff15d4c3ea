package org.godwit.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.it.chaos.Fault.Kind;
import org.godwit.it.chaos.FaultSchedule.Targets;
import org.junit.jupiter.api.Test;

class FaultScheduleTests {

  private static final Targets SHORT =
      new Targets(List.of("g1", "g2"), List.of("s1", "s2"), List.of("k1"), "");
  private static final Targets LONG =
      new Targets(List.of("g1", "g2"), List.of("s1", "s2"), List.of("k1"), "db");

  @Test
  void sameSeedGivesTheSameFaults() {
    assertThat(take(7, SHORT, 40)).isEqualTo(take(7, SHORT, 40));
    assertThat(take(7, SHORT, 40)).isNotEqualTo(take(8, SHORT, 40));
  }

  @Test
  void firstFourFaultsKillOneOfEachAndFreezeOne() {
    for (int seed = 0; seed < 100; seed++) {
      List<Fault> faults = take(seed, SHORT, 4);
      assertThat(faults)
          .filteredOn(fault -> fault.kind() == Kind.KILL)
          .extracting(fault -> fault.process().substring(0, 1))
          .containsExactlyInAnyOrder("g", "s", "k");
      assertThat(faults).filteredOn(fault -> fault.kind() == Kind.FREEZE).hasSize(1);
    }
  }

  @Test
  void onlyLongRunsStopDatabaseAndKafka() {
    assertThat(take(1, SHORT, 50)).extracting(Fault::kind).doesNotContain(Kind.STOP);
    assertThat(take(1, LONG, 16))
        .filteredOn(fault -> fault.kind() == Kind.STOP)
        .extracting(Fault::process)
        .containsExactlyInAnyOrder("db", "");
  }

  private static List<Fault> take(long seed, Targets targets, int count) {
    FaultSchedule schedule = new FaultSchedule(seed, targets);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faults.add(schedule.next());
    }
    return faults;
  }
}
