package org.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.godwit.bus.StanzaBus;

/** The in-memory bus keeps the contract, first come first served. */
class InMemoryBusContractTests implements StanzaBusContract {

  private final Fixture fixture =
      new Fixture(
          new InMemoryBus(),
          new InMemoryBus(
              InMemoryBusSettings.DEFAULT
                  .withLimits(4096, 16384)
                  .withMaxUnfinished(TIGHT_UNFINISHED, TIGHT_BATCH)));

  @Override
  public BusFixture fixture() {
    return fixture;
  }

  /** Pumps both buses; the tight one is another installation with the same topics. */
  static final class Fixture implements BusFixture {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final InMemoryBus bus;
    private final InMemoryBus tight;
    private int topics;

    Fixture(InMemoryBus bus, InMemoryBus tight) {
      this.bus = bus;
      this.tight = tight;
    }

    @Override
    public StanzaBus bus() {
      return bus;
    }

    @Override
    public StanzaBus tightBus() {
      return tight;
    }

    @Override
    public String newTopic(int partitions) {
      String name = "test-" + topics++;
      bus.createTopic(name, partitions);
      tight.createTopic(name, partitions);
      return name;
    }

    @Override
    public void await(String what, BooleanSupplier condition) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!condition.getAsBoolean()) {
        bus.runUntilIdle();
        tight.runUntilIdle();
        assertThat(System.nanoTime()).as(what).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }

    @Override
    public long committed(String topic, String group, int partition) {
      return Math.max(
          bus.committed(topic, group, partition), tight.committed(topic, group, partition));
    }

    @Override
    public void appendPoison(String topic, int partition, String key) {
      bus.appendRaw(
          topic, partition, key, new byte[] {99}, "poison".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<DeadLetterRecord> deadLetters(String topic) {
      return bus.deadLetters().stream().filter(letter -> letter.topic().equals(topic)).toList();
    }
  }
}
