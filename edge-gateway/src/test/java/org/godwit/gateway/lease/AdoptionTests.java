package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.gateway.lease.GatewayLease.State;
import org.godwit.gateway.routing.Lease;
import org.godwit.gateway.routing.OwnerPublisher;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.testkit.InMemoryBusSettings;
import org.godwit.testkit.RecordingOwner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the topic of a gateway that is gone. */
class AdoptionTests {

  private static final Duration EXPIRY_AND_MORE = Duration.ofSeconds(8);
  private static final String G1 = Topics.gateway("g1");

  private final GatewayCluster cluster = new GatewayCluster();
  private final RecordingOwner unacknowledged = RecordingOwner.holding();

  private GatewayProcess open(String id, long epoch) {
    GatewayProcess gateway = cluster.start(id, epoch);
    cluster.settle();
    gateway.open(id.equals("g1") ? unacknowledged : RecordingOwner.holding());
    cluster.settle();
    return gateway;
  }

  @Test
  void allThatADeadGatewayDidNotFinishComesBackAndItsBarriersAreAnswered() {
    // Given
    GatewayProcess first = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    for (long offset = 0; offset < GatewayCluster.PARTITIONS; offset++) {
      unacknowledged.completion(offset).done();
    }
    cluster.deliver("g1", "one");
    unacknowledged.completion(3).done();
    cluster.deliver("g1", "two");
    cluster.deliver("g1", "three");
    // When
    first.kill();
    cluster.pass(Duration.ofMillis(3500));
    List<String> tooEarly = List.copyOf(cluster.returned);
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(tooEarly).isEmpty();
    assertThat(cluster.returned).containsExactly("two", "three");
    assertThat(cluster.drained).containsExactlyInAnyOrder("0 g1 101", "1 g1 101", "2 g1 101");
    assertThat(cluster.leases().get("g1")).matches("1 100 \\d+ gone g2");
    assertThat(cluster.bus.committed(G1, G1, 0)).isEqualTo(cluster.bus.records(G1).size());
    assertThat(second.adoptions("begun")).isEqualTo(1);
    assertThat(second.adoptions("finished")).isEqualTo(1);
    assertThat(second.adoptions("stopped")).isZero();
    assertThat(second.returned()).isEqualTo(2);
  }

  /** An adopter that dies in between leaves it to the next one. */
  @Test
  void recordOfADeadGatewayIsDoneOnlyWhenItHasGoneBack() {
    // Given
    open("g1", 100).kill();
    RecordingOwner returning = RecordingOwner.holding();
    Adoption adoption =
        new Adoption(
            new Adoption.Surroundings(
                cluster.bus,
                new OwnerPublisher(cluster.bus),
                Lease.ALWAYS,
                Runnable::run,
                new LeaseMetrics(new SimpleMeterRegistry())),
            "g1",
            new GatewayLease(100, 1, State.HELD, ""),
            () -> returning);
    adoption.begin();
    cluster.settle();
    int barriers = returning.records().size();
    returning.records().forEach(record -> returning.completion(record.offset()).done());
    // When
    cluster.deliver("g1", "one");
    cluster.settle();
    long offset = cluster.bus.records(G1).size() - 1L;
    // Then
    assertThat(returning.records()).hasSize(barriers + 1);
    assertThat(cluster.bus.committed(G1, G1, 0)).isLessThanOrEqualTo(offset);
    // When
    returning.completion(offset).done();
    cluster.settle();
    // Then
    assertThat(cluster.bus.committed(G1, G1, 0)).isEqualTo(offset + 1);
  }

  @Test
  void drainedTopicIsLeftToTheNextStart() {
    // Given
    open("g1", 100).kill();
    open("g2", 100);
    cluster.pass(EXPIRY_AND_MORE);
    // When
    cluster.deliver("g1", "late");
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(cluster.leases().get("g1")).contains("gone");
    assertThat(cluster.returned).isEmpty();
  }

  @Test
  void livingGatewayWithTheLowestIdAdoptsAlone() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    GatewayProcess third = open("g3", 100);
    cluster.deliver("g1", "one");
    // When
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(cluster.returned).containsExactly("one");
    assertThat(second.adoptions("begun")).isEqualTo(1);
    assertThat(third.adoptions("begun")).isZero();
  }

  @Test
  void ofTwoThatClaimTheSameGatewayTheFirstInTheTopicAdoptsIt() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    GatewayProcess third = open("g3", 100);
    cluster.deliver("g1", "one");
    cluster.pass(Duration.ofSeconds(3));
    dead.kill();
    long counter = counterOf("g1");
    cluster.pass(Duration.ofMillis(3500));
    // When: both claims lie in the topic, the other's first.
    GatewayLease claim = new GatewayLease(100, counter + 1, State.ADOPTED, "g3");
    cluster.bus.publishState(
        Topics.GATEWAYS, 0, "g1", LeaseCodec.encode(claim), PublishCallback.IGNORED);
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(third.adoptions("finished")).isEqualTo(1);
    assertThat(second.adoptions("begun")).isZero();
    assertThat(cluster.returned).containsExactly("one");
    assertThat(cluster.leases().get("g1")).endsWith("gone g3");
  }

  @Test
  void adoptionOfAnAdopterThatDiesHalfWayIsTakenOver() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    GatewayProcess third = open("g3", 100);
    cluster.deliver("g1", "one");
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    String halfWay = cluster.leases().get("g1");
    // When
    second.kill();
    cluster.deliver("g1", "two");
    cluster.pass(EXPIRY_AND_MORE);
    cluster.answering(true);
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(halfWay).endsWith("adopted g2");
    assertThat(cluster.returned).contains("one", "two");
    assertThat(cluster.leases().get("g1")).endsWith("gone g3");
    assertThat(cluster.leases().get("g2")).endsWith("gone g3");
    assertThat(third.adoptions("finished")).isEqualTo(2);
    assertThat(cluster.drained)
        .contains("0 g1 101", "1 g1 101", "2 g1 101", "0 g2 101", "1 g2 101", "2 g2 101");
  }

  @Test
  void adopterThatStartsAnewGoesOnWithWhatItHadAdopted() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    second.kill();
    // When
    cluster.deliver("g1", "one");
    GatewayProcess again = cluster.start("g2", 300);
    cluster.pass(Duration.ofSeconds(1));
    cluster.answering(true);
    cluster.pass(Duration.ofSeconds(2));
    // Then
    assertThat(again.adoptions("finished")).isEqualTo(1);
    assertThat(cluster.returned).containsExactly("one");
    assertThat(cluster.leases().get("g1")).endsWith("gone g2");
  }

  @Test
  void gatewayThatComesBackDuringItsAdoptionHasItsTopicToItself() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    cluster.deliver("g1", "old");
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    List<String> beforeReturn = List.copyOf(cluster.returned);
    // When
    RecordingOwner clients = RecordingOwner.holding();
    GatewayProcess back = cluster.start("g1", 200);
    cluster.settle();
    back.open(clients);
    cluster.answering(true);
    cluster.deliver("g1", "new");
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(beforeReturn).containsExactly("old");
    assertThat(back.leases().isHeld()).isTrue();
    assertThat(second.adoptions("stopped")).isEqualTo(1);
    assertThat(cluster.returned).containsExactly("old");
    assertThat(clients.texts()).anyMatch(text -> text.contains("Deliver"));
  }

  @Test
  void barrierOfALaterStartEndsTheAdoptionBeforeAnythingBehindItIsTouched() {
    // Given: the adopter has not read of the new start.
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    // When
    cluster.bus.publishTo(G1, 0, new GatewayBarrier(1, 200), PublishCallback.IGNORED);
    cluster.deliver("g1", "new");
    cluster.pass(Duration.ofSeconds(1));
    // Then
    assertThat(second.adoptions("stopped")).isEqualTo(1);
    assertThat(cluster.returned).isEmpty();
    assertThat(cluster.drained).noneMatch(text -> text.endsWith("200"));
  }

  @Test
  void gatewayThatLeavesIsAdoptedAtOnce() {
    // Given
    GatewayProcess first = open("g1", 100);
    open("g2", 100);
    cluster.deliver("g1", "one");
    // When
    first.leave();
    cluster.deliver("g1", "two");
    cluster.pass(Duration.ofMillis(500));
    cluster.pass(Duration.ofMillis(500));
    // Then
    assertThat(cluster.returned).containsExactly("one", "two");
    assertThat(cluster.leases().get("g1")).endsWith("gone g2");
    assertThat(first.losses()).isEmpty();
    assertThat(first.leases().isHeld()).isFalse();
  }

  @Test
  void adopterThatLeavesHandsItsAdoptionsOn() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    open("g3", 100);
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    // When
    second.leave();
    cluster.answering(true);
    cluster.pass(Duration.ofSeconds(2));
    // Then
    assertThat(second.adoptions("stopped")).isEqualTo(1);
    assertThat(cluster.leases().get("g1")).endsWith("gone g3");
    assertThat(cluster.leases().get("g2")).endsWith("gone g3");
  }

  @Test
  void adopterThatWasStoppedReturnsNothingMore() {
    // Given
    GatewayProcess dead = open("g1", 100);
    GatewayProcess second = open("g2", 100);
    GatewayProcess third = open("g3", 100);
    cluster.answering(false);
    dead.kill();
    cluster.pass(EXPIRY_AND_MORE);
    // When: time passes for its records only, so it sees them as one that was stopped would.
    second.stop();
    cluster.clock.advance(Duration.ofSeconds(30));
    cluster.deliver("g1", "one");
    boolean touched = cluster.returned.contains("one");
    second.resume();
    cluster.answering(true);
    cluster.pass(EXPIRY_AND_MORE);
    // Then
    assertThat(touched).isFalse();
    assertThat(second.losses()).hasSize(1);
    assertThat(third.losses()).hasSize(1);
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  /** Nothing that owners sent to a living gateway is lost, whoever dies or leaves when. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everythingComesBackWhateverDies(int seed) {
    // Given
    GatewayCluster seeded = new GatewayCluster(InMemoryBusSettings.DEFAULT.withSeed(seed));
    Random random = new Random(seed);
    int count = 4;
    @Nullable GatewayProcess[] living = new @Nullable GatewayProcess[count];
    long epoch = 100;
    int sent = 0;
    // When: the last one lives on.
    for (int round = 0; round < 20; round++) {
      int id = random.nextInt(count - 1);
      GatewayProcess gateway = living[id];
      if (living[count - 1] == null) {
        living[count - 1] = begin(seeded, "g" + (count - 1), epoch);
      } else if (gateway == null) {
        epoch += 100;
        living[id] = begin(seeded, "g" + id, epoch);
      } else {
        seeded.deliver("g" + id, "m" + sent++);
        seeded.answering(random.nextInt(3) > 0);
        if (random.nextBoolean()) {
          gateway.kill();
        } else {
          gateway.leave();
        }
        living[id] = null;
      }
      seeded.pass(Duration.ofMillis(500L * random.nextInt(12)));
    }
    seeded.answering(true);
    for (int id = 0; id < count - 1; id++) {
      GatewayProcess gateway = living[id];
      if (gateway != null) {
        gateway.kill();
      }
    }
    seeded.pass(Duration.ofSeconds(20));
    // Then
    assertThat(seeded.returned)
        .as("seed %d", seed)
        .contains(IntStream.range(0, sent).mapToObj(i -> "m" + i).toArray(String[]::new));
    for (int id = 0; id < count - 1; id++) {
      assertThat(seeded.leases().getOrDefault("g" + id, " gone "))
          .as("seed %d", seed)
          .contains(" gone ");
    }
  }

  private static GatewayProcess begin(GatewayCluster cluster, String id, long epoch) {
    GatewayProcess gateway = cluster.start(id, epoch);
    cluster.settle();
    gateway.open(RecordingOwner.holding());
    cluster.settle();
    return gateway;
  }

  private long counterOf(String id) {
    return Long.parseLong(String.valueOf(cluster.leases().get(id)).split(" ", -1)[2]);
  }
}
