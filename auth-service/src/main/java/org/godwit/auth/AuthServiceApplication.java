package org.godwit.auth;

import java.util.List;
import org.godwit.auth.tigase.TigaseImportCommand;
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

  /**
   * Runs the service with {@code args} as Spring properties, or, where the first one is its name,
   * the command {@link TigaseImportCommand}.
   */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(TigaseImportCommand.NAME)) {
      TigaseImportCommand.run(builder(), List.of(args).subList(1, args.length), System.out);
      return;
    }
    builder().run(args);
  }

  /** Returns the application, ready to be given further properties and run. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(AuthServiceApplication.class)
        .web(WebApplicationType.SERVLET)
        .properties("spring.config.name=auth-service");
  }
}
