package org.godwit.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.godwit.gateway.lease.GatewayLease.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseCodecTests {

  @ParameterizedTest
  @EnumSource(State.class)
  void leaseIsReadAsItWasWritten(State state) {
    // Given
    String adopter = state == State.ADOPTED || state == State.GONE ? "edge-1.eu_a" : "";
    GatewayLease lease = new GatewayLease(1_764_000_000_000L, 17, state, adopter);
    GatewayLease busy = new GatewayLease(1_764_000_000_000L, 17, state, adopter, 12_345);
    // When / Then
    assertThat(LeaseCodec.decode(LeaseCodec.encode(lease))).isEqualTo(lease);
    assertThat(LeaseCodec.decode(LeaseCodec.encode(busy))).isEqualTo(busy);
  }

  @Test
  void textIsAsDocumented() {
    assertThat(new GatewayLease(5, 6, State.HELD, "").adoptedBy("g2"))
        .extracting(lease -> new String(LeaseCodec.encode(lease), StandardCharsets.UTF_8))
        .isEqualTo("1 5 7 adopted g2");
    assertThat(new GatewayLease(5, 6, State.HELD, "", 12))
        .extracting(lease -> new String(LeaseCodec.encode(lease), StandardCharsets.UTF_8))
        .isEqualTo("1 5 6 held * 12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "2 5 6 held", "1 5 6", "1 x 6 held", "1 5 6 lost", "1 5 6 held a b"})
  void whatIsNoLeaseIsNull(String text) {
    assertThat(LeaseCodec.decode(text.getBytes(StandardCharsets.UTF_8))).isNull();
  }
}
