package org.godwit.auth.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;

/** Guards with short limits. */
final class RepositoriesFixture {

  private RepositoriesFixture() {}

  /** Two calls at once, two attempts, and spared for a minute after four calls that failed. */
  static RepositoryProperties properties(Duration timeout) {
    return new RepositoryProperties(
        "own",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        2,
        timeout,
        2,
        Duration.ofMillis(1),
        50,
        4,
        Duration.ofMinutes(1));
  }

  static RepositoryGuard guard(Duration timeout) {
    return new RepositoryGuard("test", properties(timeout), new SimpleMeterRegistry());
  }
}
