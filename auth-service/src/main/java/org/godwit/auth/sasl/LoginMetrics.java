package org.godwit.auth.sasl;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts finished exchanges by mechanism and outcome. */
final class LoginMetrics {

  private final MeterRegistry registry;

  LoginMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(@Nullable SaslMechanism mechanism, SaslAnswer answer) {
    switch (answer) {
      case SaslAnswer.Challenge challenge -> {}
      case SaslAnswer.Success success -> count(mechanism, "success");
      case SaslAnswer.Failure failure -> count(mechanism, failure.condition().element());
    }
  }

  private void count(@Nullable SaslMechanism mechanism, String outcome) {
    Counter.builder("xmpp.auth.logins")
        .description("Finished SASL exchanges")
        .tag("mechanism", mechanism == null ? "unknown" : mechanism.registeredName())
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
