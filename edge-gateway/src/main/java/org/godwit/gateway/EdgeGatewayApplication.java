package org.godwit.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service; its defaults are in {@code edge-gateway.yml}. */
@SpringBootApplication(
    scanBasePackages = "org.godwit.gateway",
    excludeName = {
      // The gateway has no database, but shares a class path with services that do.
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
    })
public class EdgeGatewayApplication {
  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    builder().run(args);
  }

  /** Returns the service, ready to run with further properties. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(EdgeGatewayApplication.class)
        .properties("spring.config.name=edge-gateway");
  }
}
