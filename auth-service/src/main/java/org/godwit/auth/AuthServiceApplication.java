package org.godwit.auth;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Starts auth-service. Its defaults are in {@code auth-service.yml}.
 *
 * <p>It publishes to Kafka by the bus alone, so Spring's own consumers and producers are left out.
 */
@SpringBootApplication(
    scanBasePackages = "org.godwit.auth",
    excludeName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration"
    })
public class AuthServiceApplication {

  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    builder().run(args);
  }

  /** Returns the application, ready to be given further properties and run. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(AuthServiceApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=auth-service");
  }
}
