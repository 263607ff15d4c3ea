package org.godwit.channel;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
public class ChannelMsgServiceApplication {

  /** Runs the service with {@code args} as Spring properties. */
  public static void main(String[] args) {
    builder().run(args);
  }

  /** Returns the builder of the service's context, alone in its JVM or not. */
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(ChannelMsgServiceApplication.class)
        .properties("spring.config.name=channel-msg-service");
  }
}
