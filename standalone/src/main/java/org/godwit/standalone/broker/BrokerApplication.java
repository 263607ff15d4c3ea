package org.godwit.standalone.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One Kafka node as a process of its own. The argument is the file of its settings: Kafka's own
 * keys, and {@code cluster.id}.
 */
public final class BrokerApplication {

  private BrokerApplication() {}

  /** Runs until the process is told to stop; ends with code 1 where it cannot start. */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("The broker takes one argument: the file of its settings.");
      System.exit(1);
    }
    try {
      KraftBroker broker = KraftBroker.of(read(Path.of(args[0])));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
      broker.start();
    } catch (IOException | RuntimeException e) {
      System.err.println("The broker could not start: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      properties.load(reader);
    }
    return properties;
  }
}
