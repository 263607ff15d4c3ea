package org.godwit.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BiteLogTests {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void bitesAreWrittenOnceInTenSeconds() {
    BiteLog log = new BiteLog(LoggerFactory.getLogger(BiteLogTests.class));

    assertThat(log.onBite("packets", -5)).isTrue();
    assertThat(log.onBite("packets", 10 * SECOND - 6)).isFalse();
    assertThat(log.onBite("packets", 10 * SECOND - 5)).isTrue();
    assertThat(log.onBite("packets", 10 * SECOND - 4)).isFalse();
  }
}
