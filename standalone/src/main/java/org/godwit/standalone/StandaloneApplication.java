package org.godwit.standalone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class StandaloneApplication {

  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    SpringApplication.run(StandaloneApplication.class, args);
  }
}
