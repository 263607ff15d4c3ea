package org.godwit.session;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Starts session-service. Its defaults are in {@code session-service.yml}.
 *
 * <p>The bus makes its own Kafka clients, so Spring's are left out.
 */
@SpringBootApplication(
    scanBasePackages = "org.godwit.session",
    excludeName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration"
    })
public class SessionServiceApplication {

  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    builder().run(args);
  }

  /** Returns the application, ready to be given further properties and run. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(SessionServiceApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=session-service");
  }
}
