package org.godwit.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.godwit.bus.Topics;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AuditTests {

  private final InMemoryBus bus = new InMemoryBus();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Audit audit =
      new Audit(
          new EventTopic(
              bus,
              JsonMapper.builder().build(),
              InstantSource.fixed(Instant.EPOCH),
              () -> new UUID(1, 2),
              meters));

  @Test
  void changeOfAnAdministratorIsAnEvent() {
    // When
    audit.written("ops", "DELETE", "/api/v1/accounts/alice@example.com", 204);
    bus.runUntilIdle();

    // Then
    assertThat(bus.events(Topics.EVENTS_AUTH))
        .containsExactly(
            "org.godwit.auth.admin-write.v1 {\"admin\":\"ops\",\"method\":\"DELETE\","
                + "\"path\":\"/api/v1/accounts/alice@example.com\",\"status\":204}");
  }

  @Test
  void whoIsRefusedIsToldByItsNetworkOnly() {
    // When
    audit.refused("GET", "/api/v1/domains", "192.0.2.77");
    bus.runUntilIdle();

    // Then
    assertThat(bus.events(Topics.EVENTS_AUTH))
        .containsExactly(
            "org.godwit.auth.admin-refused.v1 {\"method\":\"GET\","
                + "\"path\":\"/api/v1/domains\",\"address\":\"192.0.2.0\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.0",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0",
    "somewhere, unknown"
  })
  void addressLosesWhatTellsACustomer(String address, String truncated) {
    assertThat(AddressText.truncated(address)).isEqualTo(truncated);
  }

  @Test
  void eventThatIsLostIsCounted() {
    // Given
    bus.refuse(topic -> topic.equals(Topics.EVENTS_AUTH));

    // When
    audit.written("ops", "POST", "/api/v1/domains", 201);
    bus.runUntilIdle();

    // Then
    assertThat(meters.get("xmpp.auth.events.lost").counter().count()).isEqualTo(1);
  }
}
