package org.godwit.standalone.front;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The health of services that run in this JVM, asked without a detour over HTTP.
 *
 * @param contexts the service's name to its context, null until it has started; any thread
 */
public record ServiceHealth(
    Map<String, Supplier<@Nullable ConfigurableApplicationContext>> contexts) {

  /** Copies the map. */
  public ServiceHealth {
    contexts = Map.copyOf(contexts);
  }

  /** Returns the status code of a service's readiness, such as UP. */
  public static String statusOf(@Nullable ConfigurableApplicationContext context) {
    return health(context).getCode();
  }

  /** Returns one indicator for each service. */
  CompositeHealthContributor contributor() {
    Map<String, HealthIndicator> indicators = new TreeMap<>();
    contexts.forEach((name, context) ->
        indicators.put(name, () -> Health.status(health(context.get())).build()));
    return CompositeHealthContributor.fromMap(indicators);
  }

  private static Status health(@Nullable ConfigurableApplicationContext context) {
    if (context == null || !context.isActive()) {
      return Status.OUT_OF_SERVICE;
    }
    HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
    HealthDescriptor readiness = endpoint.healthForPath("readiness");
    return (readiness == null ? endpoint.health() : readiness).getStatus();
  }
}
