package org.godwit.auth.attempts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failed logins on topic {@code login-failures}: a record is {@code 1 <instance> <count> <ms>}, the
 * first number being the version and the last when it was written, in milliseconds since 1970. An
 * instance that starts knows from the topic what the others have counted.
 */
final class FailureTopic implements FailureNews {

  private static final Logger LOGGER = LoggerFactory.getLogger(FailureTopic.class);
  private static final Pattern RECORD = Pattern.compile("1 (\\S{1,64}) (\\d{1,9}) (\\d{1,15})");

  private final StanzaBus bus;
  private final String instance;
  private final InstantSource time;
  private final Counter lost;

  /**
   * @param instance tells this instance's records from those of others; no spaces
   */
  FailureTopic(StanzaBus bus, String instance, InstantSource time, MeterRegistry registry) {
    this.bus = bus;
    this.instance = instance;
    this.time = time;
    this.lost =
        Counter.builder("xmpp.auth.attempts.unshared")
            .description("Failed logins that other instances could not be told of")
            .register(registry);
  }

  /** Brings what others tell to {@code delays} from now on. */
  void bringTo(LoginDelays delays) {
    // The bus closes it.
    bus.follow(Topics.LOGIN_FAILURES, (key, value) -> onRecord(delays, key, value)).start();
  }

  private void onRecord(LoginDelays delays, String key, byte @Nullable [] value) {
    if (value == null) {
      return;
    }
    Matcher record = RECORD.matcher(new String(value, StandardCharsets.UTF_8));
    if (!record.matches()) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", Topics.LOGIN_FAILURES)
          .log("a count of failed logins cannot be read and is passed over");
      return;
    }
    if (!record.group(1).equals(instance)) {
      // Clocks differ: what comes from the future has just happened.
      long age = Math.max(0, time.millis() - Long.parseLong(record.group(3)));
      delays.onCounted(key, Integer.parseInt(record.group(2)), Duration.ofMillis(age));
    }
  }

  @Override
  public void tell(String key, int count) {
    String value = "1 " + instance + ' ' + Math.min(count, 999_999_999) + ' ' + time.millis();
    bus.publishState(
        Topics.LOGIN_FAILURES,
        0,
        key,
        value.getBytes(StandardCharsets.UTF_8),
        failure -> {
          if (failure != null) {
            lost.increment();
          }
        });
  }
}
