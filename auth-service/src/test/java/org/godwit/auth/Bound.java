package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Binds properties the way the service does, with validation. */
public final class Bound {

  private Bound() {}

  /** Binds {@code type}, which {@code enabling} enables, and gives it to {@code check}. */
  public static <T> void run(
      Class<?> enabling, Class<T> type, Consumer<T> check, String... keyValues) {
    assertEnabled(enabling);
    new ApplicationContextRunner()
        .withUserConfiguration(enabling)
        .withPropertyValues(keyValues)
        .run(context -> check.accept(context.getBean(type)));
  }

  /** Returns the messages of all causes why binding fails; empty where it does not. */
  public static String failure(Class<?> enabling, String... keyValues) {
    assertEnabled(enabling);
    StringBuilder messages = new StringBuilder();
    new ApplicationContextRunner()
        .withUserConfiguration(enabling)
        .withPropertyValues(keyValues)
        .run(context -> {
          for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('\n');
          }
        });
    return messages.toString();
  }

  private static void assertEnabled(Class<?> enabling) {
    assertThat(enabling).hasAnnotation(EnableConfigurationProperties.class);
  }
}
