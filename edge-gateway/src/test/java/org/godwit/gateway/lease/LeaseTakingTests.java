package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.RecordingOwner;
import org.junit.jupiter.api.Test;

/** Taking and leaving a lease as the lifecycle does: blocking, with the bus on another thread. */
class LeaseTakingTests {

  private final InMemoryBus bus = new InMemoryBus();

  private GatewayLeases leases() {
    return new GatewayLeases(
        new LeaseProperties(
            true, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60)),
        new GatewayStarted("g1", 100),
        new LockedBus(bus),
        gateway -> new RecordingOwner(),
        new LeaseEnvironment(
            System::nanoTime, Runnable::run, reason -> {}, new SimpleMeterRegistry()));
  }

  @Test
  void leaseIsHeldAfterTakingAndLeftAfterClosing() throws InterruptedException {
    // Given
    AtomicBoolean done = new AtomicBoolean();
    Thread pump =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                synchronized (bus) {
                  bus.runUntilIdle();
                }
                LockSupport.parkNanos(1_000_000);
              }
            });
    GatewayLeases leases = leases();
    // When
    leases.take(Duration.ofSeconds(20));
    boolean held = leases.isHeld();
    leases.close();
    leases.close();
    done.set(true);
    pump.join();
    // Then
    assertThat(held).isTrue();
    assertThat(leases.isHeld()).isFalse();
    assertThat(bus.state(Topics.GATEWAYS))
        .hasEntrySatisfying(
            "g1",
            value ->
                assertThat(new String(value, StandardCharsets.UTF_8)).matches("1 100 \\d+ left"));
  }

  @Test
  void busThatDoesNotAnswerFailsTheStartInOneSentence() {
    assertThatThrownBy(() -> leases().take(Duration.ofMillis(30)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the lease of gateway 'g1' could not be taken within PT0.03S");
  }
}
