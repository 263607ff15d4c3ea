package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.godwit.gateway.lease.GatewayLease.State;
import org.junit.jupiter.api.Test;

class LeaseRulesTests {

  private static final long EXPIRY = 4_000;
  private static final long GRACE = 15_000;
  private static final long RENEW = 1_000;
  private static final long NOW = 100_000;
  private static final long MOVES = 100;
  private static final LeaseRules.View VIEW = new LeaseRules.View(NOW, MOVES, 0);

  private final LeaseRules rules = new LeaseRules("g2", EXPIRY, GRACE, RENEW);
  private final Map<String, SeenLease> leases = new TreeMap<>();

  LeaseRulesTests() {
    leases.put("g2", fresh(State.HELD, ""));
  }

  private static SeenLease fresh(State state, String adopter) {
    return new SeenLease(new GatewayLease(1, 5, state, adopter), NOW, MOVES);
  }

  private static SeenLease standing(State state, String adopter) {
    return new SeenLease(new GatewayLease(1, 5, state, adopter), NOW - EXPIRY, MOVES - 4);
  }

  private static GatewayLease lease(long epoch, long counter, State state) {
    return new GatewayLease(epoch, counter, state, state == State.ADOPTED ? "g2" : "");
  }

  @Test
  void leaseIsDeadWhenItStoodStillForTheExpiryWhileTheOwnOneMoved() {
    // Given
    GatewayLease lease = lease(1, 5, State.HELD);
    // When / Then
    assertThat(rules.isDead(new SeenLease(lease, NOW - EXPIRY, MOVES - 4), VIEW)).isTrue();
    assertThat(rules.isDead(new SeenLease(lease, NOW - EXPIRY + 1, MOVES - 4), VIEW))
        .as("moved a moment later")
        .isFalse();
    assertThat(rules.isDead(new SeenLease(lease, 0, MOVES - 3), VIEW))
        .as("the own lease stood still as well")
        .isFalse();
  }

  @Test
  void leaseThatHasNotMovedSinceAnOutageGetsTheGrace() {
    // Given
    GatewayLease lease = lease(1, 5, State.HELD);
    SeenLease before = new SeenLease(lease, NOW - 60_000, MOVES - 4);
    SeenLease since = new SeenLease(lease, NOW - EXPIRY, MOVES - 4);
    // When / Then
    assertThat(rules.isDead(before, new LeaseRules.View(NOW, MOVES, NOW - GRACE + 1))).isFalse();
    assertThat(rules.isDead(before, new LeaseRules.View(NOW, MOVES, NOW - GRACE))).isTrue();
    assertThat(rules.isDead(since, new LeaseRules.View(NOW, MOVES, NOW - EXPIRY)))
        .as("has moved since the outage")
        .isTrue();
  }

  @Test
  void deadAndLeftOnesAreAdoptedAndLivingAndGoneOnesAreNot() {
    // Given
    leases.put("g3", fresh(State.HELD, ""));
    leases.put("g4", standing(State.HELD, ""));
    leases.put("g5", fresh(State.LEFT, ""));
    leases.put("g6", standing(State.GONE, "g2"));
    // When / Then
    assertThat(rules.toAdopt(leases, VIEW)).containsExactly("g4", "g5");
  }

  @Test
  void livingGatewayWithALowerIdAdoptsInstead() {
    // Given
    leases.put("g1", fresh(State.HELD, ""));
    leases.put("g4", standing(State.HELD, ""));
    // When / Then
    assertThat(rules.toAdopt(leases, VIEW)).isEmpty();
  }

  @Test
  void adoptedOneIsTakenOverFromAnAdopterThatIsDeadGoneOrUnknown() {
    // Given
    leases.put("g3", fresh(State.HELD, ""));
    leases.put("g4", standing(State.HELD, ""));
    leases.put("g5", fresh(State.ADOPTED, "g3"));
    leases.put("g6", fresh(State.ADOPTED, "g4"));
    leases.put("g7", fresh(State.ADOPTED, "g0"));
    leases.put("g8", fresh(State.ADOPTED, "g2"));
    // When / Then
    assertThat(rules.toAdopt(leases, VIEW)).containsExactly("g4", "g6", "g7", "g8");
  }

  @Test
  void gatewayWithoutALeaseAdoptsNobody() {
    // Given
    leases.put("g4", standing(State.HELD, ""));
    leases.remove("g2");
    // When / Then
    assertThat(rules.toAdopt(leases, VIEW)).isEmpty();
    leases.put("g2", fresh(State.ADOPTED, "g3"));
    assertThat(rules.toAdopt(leases, VIEW)).isEmpty();
  }

  @Test
  void adopterIsOneOnlyForTheEpochThatItAdopted() {
    assertThat(rules.isAdopter(fresh(State.ADOPTED, "g2"), 1)).isTrue();
    assertThat(rules.isAdopter(fresh(State.ADOPTED, "g2"), 0)).isFalse();
    assertThat(rules.isAdopter(fresh(State.ADOPTED, "g3"), 1)).isFalse();
    assertThat(rules.isAdopter(fresh(State.HELD, ""), 1)).isFalse();
    assertThat(rules.isAdopter(null, 1)).isFalse();
  }

  @Test
  void ofTwoRecordsThatFollowTheSameTheFirstCounts() {
    // Given
    GatewayLease basis = lease(1, 10, State.HELD);
    GatewayLease renewal = basis.held(11);
    GatewayLease claim = basis.adoptedBy("g2");
    GatewayLease rival = basis.adoptedBy("g3");
    // When / Then
    assertThat(LeaseRules.counts(basis, renewal)).isTrue();
    assertThat(LeaseRules.counts(basis, claim)).isTrue();
    assertThat(LeaseRules.counts(renewal, claim)).as("claim of a lease that has moved").isFalse();
    assertThat(LeaseRules.counts(claim, rival)).as("second claim").isFalse();
  }

  @Test
  void epochThatIsGivenUpIsNotTakenUpAgainButANewOneCounts() {
    for (State state : new State[] {State.LEFT, State.ADOPTED, State.GONE}) {
      GatewayLease ended = lease(2, 10, state);
      assertThat(LeaseRules.counts(ended, lease(2, 99, State.HELD))).as("%s", state).isFalse();
      assertThat(LeaseRules.counts(ended, lease(2, 99, State.LEFT))).as("%s", state).isFalse();
      assertThat(LeaseRules.counts(ended, lease(3, 0, State.HELD))).as("%s", state).isTrue();
    }
    assertThat(LeaseRules.counts(lease(3, 0, State.HELD), lease(2, 99, State.GONE))).isFalse();
    assertThat(LeaseRules.counts(null, lease(2, 99, State.GONE))).isTrue();
  }

  @Test
  void onlyTheAdopterEndsAnAdoption() {
    // Given
    GatewayLease adopted = lease(1, 10, State.HELD).adoptedBy("g2");
    // When / Then
    assertThat(LeaseRules.counts(adopted, adopted.gone())).isTrue();
    assertThat(LeaseRules.counts(adopted, new GatewayLease(1, 12, State.GONE, "g3"))).isFalse();
    assertThat(LeaseRules.counts(lease(1, 10, State.HELD), adopted.gone())).isFalse();
  }
}
