package org.godwit.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.godwit.auth.TestTime;
import org.junit.jupiter.api.Test;

class AddressRateTests {

  private final TestTime time = new TestTime();

  @Test
  void addressIsRefusedBeyondItsRateUntilTheMinuteIsOver() {
    // Given
    AddressRate rate = new AddressRate(2, 1000, time);

    // When // Then
    assertThat(rate.admits("192.0.2.1")).isTrue();
    time.advance(Duration.ofSeconds(30));
    assertThat(rate.admits("192.0.2.1")).isTrue();
    assertThat(rate.admits("192.0.2.1")).isFalse();
    assertThat(rate.admits("192.0.2.2")).isTrue();
    time.advance(Duration.ofSeconds(30));
    assertThat(rate.admits("192.0.2.1")).isTrue();
  }

  @Test
  void addressesOfOneIpv6NetworkCountTogether() {
    // Given
    AddressRate rate = new AddressRate(1, 1000, time);

    // When // Then
    assertThat(rate.admits("2001:db8:1:2::1")).isTrue();
    assertThat(rate.admits("2001:db8:1:2:ffff::9")).isFalse();
    assertThat(rate.admits("2001:db8:1:3::1")).isTrue();
  }

  @Test
  void whatIsNoAddressCountsByItsText() {
    // Given
    AddressRate rate = new AddressRate(1, 1000, time);

    // When // Then
    assertThat(rate.admits("not an address")).isTrue();
    assertThat(rate.admits("not an address")).isFalse();
  }

  @Test
  void noLimitAndNoAddressAreAdmitted() {
    // Given
    AddressRate unlimited = new AddressRate(0, 1000, time);
    AddressRate limited = new AddressRate(1, 1000, time);

    // When // Then
    for (int i = 0; i < 10; i++) {
      assertThat(unlimited.admits("192.0.2.1")).isTrue();
      assertThat(limited.admits(null)).isTrue();
    }
  }
}
