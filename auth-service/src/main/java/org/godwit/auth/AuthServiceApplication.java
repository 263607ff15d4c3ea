package org.godwit.auth;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class AuthServiceApplication {

  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    SpringApplication.run(AuthServiceApplication.class, args);
  }
}
