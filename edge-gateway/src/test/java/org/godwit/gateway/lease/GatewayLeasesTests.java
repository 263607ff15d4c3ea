package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.gateway.lease.GatewayLease.State;
import org.junit.jupiter.api.Test;

/** Who holds a lease, who loses it, and how that is found out. */
class GatewayLeasesTests {

  private final GatewayCluster cluster = new GatewayCluster();

  @Test
  void leaseIsHeldOnceTheTopicSaysSoAndIsRenewedFromThen() {
    // Given
    GatewayProcess gateway = new GatewayProcess(cluster.bus, cluster.clock, "g1", 100);
    boolean before = gateway.leases().isHeld();
    gateway.tick();
    boolean whilePublishing = gateway.leases().isHeld();
    cluster.gateways.add(gateway);
    // When
    cluster.settle();
    cluster.settle();
    boolean after = gateway.leases().isHeld();
    cluster.pass(Duration.ofMinutes(1));
    // Then
    assertThat(before).isFalse();
    assertThat(whilePublishing).isFalse();
    assertThat(after).isTrue();
    assertThat(gateway.leases().isHeld()).isTrue();
    assertThat(gateway.losses()).isEmpty();
  }

  @Test
  void stoppedGatewayHoldsNothingFromItsFirstInstructionOnAndLosesItsLeaseOnce() {
    // Given
    GatewayProcess gateway = cluster.start("g1", 100);
    cluster.pass(Duration.ofSeconds(2));
    gateway.stop();
    cluster.pass(Duration.ofMillis(2500));
    boolean shortStop = gateway.leases().isHeld();
    // When
    cluster.pass(Duration.ofSeconds(30));
    gateway.resume();
    boolean atOnce = gateway.leases().isHeld();
    cluster.pass(Duration.ofSeconds(5));
    // Then
    assertThat(shortStop).isTrue();
    assertThat(atOnce).isFalse();
    assertThat(gateway.leases().isHeld()).isFalse();
    assertThat(gateway.losses()).containsExactly("stood still for PT33S");
  }

  @Test
  void gatewayThatReadsThatItIsAdoptedLosesItsLease() {
    // Given
    GatewayProcess gateway = cluster.start("g1", 100);
    cluster.pass(Duration.ofSeconds(2));
    // When
    write("g1", new GatewayLease(100, 99, State.ADOPTED, "g2"));
    cluster.settle();
    // Then
    assertThat(gateway.losses()).containsExactly("adopted by gateway 'g2'");
    assertThat(gateway.leases().isHeld()).isFalse();
  }

  @Test
  void claimOfALeaseThatHasMovedMeanwhileIsVoid() {
    // Given
    GatewayProcess gateway = cluster.start("g1", 100);
    cluster.pass(Duration.ofSeconds(5));
    // When
    write("g1", new GatewayLease(100, 3, State.ADOPTED, "g2"));
    cluster.settle();
    // Then
    assertThat(gateway.losses()).isEmpty();
    assertThat(gateway.leases().isHeld()).isTrue();
  }

  @Test
  void secondProcessWithTheSameIdEndsTheFirst() {
    // Given
    GatewayProcess first = cluster.start("g1", 100);
    // When
    GatewayProcess second = cluster.start("g1", 200);
    cluster.pass(Duration.ofSeconds(10));
    // Then
    assertThat(first.losses()).containsExactly("another process has started as the same gateway");
    assertThat(second.leases().isHeld()).isTrue();
    assertThat(second.losses()).isEmpty();
  }

  @Test
  void startThatIsNotLaterThanTheLastOneIsRefused() {
    // Given
    write("g1", new GatewayLease(100, 3, State.GONE, "g2"));
    GatewayProcess gateway = new GatewayProcess(cluster.bus, cluster.clock, "g1", 101);
    cluster.pump();
    // When / Then: the adopter announced 101.
    assertThatThrownBy(gateway::tick)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gateway 'g1' has started before at 100")
        .hasMessageContaining("the clock was set back");
  }

  @Test
  void busThatNobodyReachesForAMinuteCostsNobodyItsLease() {
    // Given
    GatewayProcess first = cluster.start("g1", 100);
    GatewayProcess second = cluster.start("g2", 100);
    cluster.pass(Duration.ofSeconds(10));
    // When
    cluster.bus.refuse(topic -> true);
    cluster.pass(Duration.ofSeconds(60));
    cluster.bus.refuse(topic -> false);
    cluster.pass(Duration.ofSeconds(10));
    // Then
    assertThat(first.leases().isHeld()).isTrue();
    assertThat(second.leases().isHeld()).isTrue();
    assertThat(first.losses()).isEmpty();
    assertThat(second.losses()).isEmpty();
    assertThat(first.adoptions("begun") + second.adoptions("begun")).isZero();
  }

  @Test
  void gatewayThatFindsBackToTheBrokerLaterThanTheOtherKeepsItsLease() {
    // Given
    GatewayProcess first = cluster.start("g1", 100);
    GatewayProcess second = cluster.start("g2", 100);
    cluster.pass(Duration.ofSeconds(10));
    // When
    second.reach(false);
    cluster.pass(Duration.ofSeconds(2));
    first.reach(false);
    cluster.pass(Duration.ofSeconds(30));
    first.reach(true);
    cluster.pass(Duration.ofSeconds(12));
    second.reach(true);
    cluster.pass(Duration.ofSeconds(30));
    // Then
    assertThat(first.losses()).isEmpty();
    assertThat(second.losses()).isEmpty();
    assertThat(second.leases().isHeld()).isTrue();
    assertThat(first.adoptions("begun")).isZero();
  }

  @Test
  void gatewayThatDiedDuringAnOutageIsAdoptedAfterTheGrace() {
    // Given
    GatewayProcess first = cluster.start("g1", 100);
    GatewayProcess second = cluster.start("g2", 100);
    cluster.pass(Duration.ofSeconds(10));
    first.reach(false);
    second.kill();
    cluster.pass(Duration.ofSeconds(30));
    // When
    first.reach(true);
    cluster.pass(Duration.ofSeconds(14));
    double early = first.adoptions("begun");
    cluster.pass(Duration.ofSeconds(3));
    // Then
    assertThat(early).isZero();
    assertThat(first.adoptions("begun")).isOne();
  }

  @Test
  void recordThatIsNoLeaseIsIgnored() {
    // Given
    GatewayProcess gateway = cluster.start("g1", 100);
    // When
    cluster.bus.publishState(
        Topics.GATEWAYS,
        0,
        "g1",
        "2 what comes later".getBytes(StandardCharsets.UTF_8),
        PublishCallback.IGNORED);
    cluster.pass(Duration.ofSeconds(5));
    // Then
    assertThat(gateway.leases().isHeld()).isTrue();
  }

  private void write(String id, GatewayLease lease) {
    cluster.bus.publishState(
        Topics.GATEWAYS, 0, id, LeaseCodec.encode(lease), PublishCallback.IGNORED);
    cluster.pump();
  }
}
