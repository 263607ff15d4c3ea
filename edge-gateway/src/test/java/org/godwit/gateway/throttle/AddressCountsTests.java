package org.godwit.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.gateway.throttle.AddressCounts.Verdict.ADMITTED;
import static org.godwit.gateway.throttle.AddressCounts.Verdict.TOO_MANY_NEWCOMERS;
import static org.godwit.gateway.throttle.AddressCounts.Verdict.TOO_MANY_STREAMS;

import org.junit.jupiter.api.Test;

/** Streams of one address. */
class AddressCountsTests {
  private static final String ONE = "192.0.2.1";
  private static final String OTHER = "2001:db8::1";

  @Test
  void eachAddressHasItsOwnRoom() {
    AddressCounts counts = new AddressCounts(2, 0);
    assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
    assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
    assertThat(counts.onOpened(ONE)).isEqualTo(TOO_MANY_STREAMS);
    assertThat(counts.onOpened(OTHER)).isEqualTo(ADMITTED);
  }

  @Test
  void aRefusedStreamCountsUntilItIsGone() {
    AddressCounts counts = new AddressCounts(1, 0);
    counts.onOpened(ONE);
    counts.onOpened(ONE);
    counts.onClosed(ONE, true);
    assertThat(counts.onOpened(ONE)).isEqualTo(TOO_MANY_STREAMS);
    counts.onClosed(ONE, true);
    counts.onClosed(ONE, true);
    assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
  }

  @Test
  void whoHasAuthenticatedIsNoNewcomer() {
    AddressCounts counts = new AddressCounts(0, 1);
    assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
    assertThat(counts.onOpened(ONE)).isEqualTo(TOO_MANY_NEWCOMERS);
    counts.onClosed(ONE, true);
    counts.onAuthenticated(ONE);
    assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
    counts.onClosed(ONE, false);
    assertThat(counts.onOpened(ONE)).isEqualTo(TOO_MANY_NEWCOMERS);
  }

  @Test
  void zeroIsNoLimitAndAnUnknownAddressIsNotCounted() {
    AddressCounts counts = new AddressCounts(0, 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(counts.onOpened(ONE)).isEqualTo(ADMITTED);
    }
    AddressCounts strict = new AddressCounts(1, 1);
    assertThat(strict.onOpened(null)).isEqualTo(ADMITTED);
    assertThat(strict.onOpened(null)).isEqualTo(ADMITTED);
    assertThat(strict.addresses()).isZero();
  }

  @Test
  void nothingIsKeptOfAnAddressWithoutStreams() {
    AddressCounts counts = new AddressCounts(1, 1);
    counts.onOpened(ONE);
    counts.onOpened(OTHER);
    assertThat(counts.addresses()).isEqualTo(2);
    counts.onClosed(ONE, true);
    counts.onAuthenticated(OTHER);
    counts.onClosed(OTHER, false);
    assertThat(counts.addresses()).isZero();
  }
}
