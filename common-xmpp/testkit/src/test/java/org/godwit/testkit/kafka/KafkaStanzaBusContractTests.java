package org.godwit.testkit.kafka;

import org.godwit.testkit.BusFixture;
import org.godwit.testkit.StanzaBusContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The bus on a real broker keeps the contract, with the KIP-848 group protocol. */
class KafkaStanzaBusContractTests implements StanzaBusContract {

  private static KafkaFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new KafkaFixture("consumer");
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Override
  public BusFixture fixture() {
    return fixture;
  }
}
