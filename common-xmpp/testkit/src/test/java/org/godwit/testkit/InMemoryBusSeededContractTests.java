package org.godwit.testkit;

/** The in-memory bus keeps the contract also when a seed chooses what happens next. */
class InMemoryBusSeededContractTests implements StanzaBusContract {

  private static final long SEED = 42;

  private final BusFixture fixture =
      new InMemoryBusContractTests.Fixture(
          new InMemoryBus(InMemoryBusSettings.DEFAULT.withSeed(SEED)),
          new InMemoryBus(
              InMemoryBusSettings.DEFAULT
                  .withSeed(SEED)
                  .withLimits(4096, 16384)
                  .withMaxUnfinished(TIGHT_UNFINISHED, TIGHT_BATCH)));

  @Override
  public BusFixture fixture() {
    return fixture;
  }
}
