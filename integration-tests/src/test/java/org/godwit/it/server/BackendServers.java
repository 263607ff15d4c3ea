package org.godwit.it.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mysql.MySQLContainer;

/**
 * The database server, and with a Docker engine the Kafka too, of {@link Backend#DATABASE_SERVER}.
 *
 * @param options Spring properties that lead a standalone there
 * @param closing stops what was started
 */
record BackendServers(Map<String, String> options, Runnable closing) implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BackendServers.class);

  /** Starts what {@code backend} needs beside the standalone itself. */
  static BackendServers start(Backend backend) {
    return switch (backend) {
      case EMBEDDED -> new BackendServers(Map.of(), () -> {});
      case DATABASE_SERVER -> {
        if (DockerClientFactory.instance().isDockerAvailable()) {
          yield containers();
        }
        LOGGER.info("No Docker engine: the tests use MariaDB and the broker of the build.");
        yield mariaDb();
      }
    };
  }

  @Override
  public void close() {
    closing.run();
  }

  private static BackendServers mariaDb() {
    MariaDbServer server = MariaDbServer.start();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("auth-service.spring.datasource.url", server.create("auth"));
    options.put("session-service.spring.datasource.url", server.create("session"));
    options.put("muc-service.spring.datasource.url", server.create("muc"));
    options.put("spring.datasource.username", "godwit");
    options.put("spring.datasource.password", "godwit");
    // The server calls itself 5.5.5 towards Connector/J.
    String product = "spring.jpa.properties.jakarta.persistence.database-";
    options.put(product + "product-name", "MariaDB");
    options.put(product + "major-version", "10");
    options.put(product + "minor-version", "11");
    return new BackendServers(options, server::close);
  }

  private static BackendServers containers() {
    MySQLContainer mysql =
        new MySQLContainer("mysql:8.4")
            .withUsername("root")
            .withUrlParam("rewriteBatchedStatements", "true")
            .withUrlParam("connectionTimeZone", "UTC");
    KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.1");
    mysql.start();
    kafka.start();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("spring.datasource.url", mysql.getJdbcUrl());
    options.put("spring.datasource.username", mysql.getUsername());
    options.put("spring.datasource.password", mysql.getPassword());
    options.put("spring.kafka.bootstrap-servers", kafka.getBootstrapServers());
    return new BackendServers(
        options,
        () -> {
          mysql.stop();
          kafka.stop();
        });
  }
}
