package org.godwit.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts everything with what the environment says, and stops it on SIGTERM and Ctrl-C. */
public final class StandaloneApplication {

  private static final String LEVEL = "logging.level.";

  private StandaloneApplication() {}

  /** Runs until the process is told to stop; ends with code 1 where it cannot start. */
  public static void main(String[] args) {
    // One log for all contexts: none of them may set it up, or tear it down, for the others.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Logger logger = LoggerFactory.getLogger(StandaloneApplication.class);
    try {
      StandaloneSettings settings =
          new EnvironmentSwitches(System.getenv(), Files::isReadable).settings();
      applyLevels(settings.options());
      Standalone standalone = Standalone.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "godwit-shutdown"));
      print(
          System.out,
          Banner.text(
              settings,
              settings.data().toAbsolutePath().normalize().toString(),
              Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())));
    } catch (RuntimeException e) {
      String sentence = StartFailure.sentence(e);
      if (sentence == null) {
        logger.atError().setCause(e).log("the start failed");
        sentence = "Godwit could not start: " + e;
      }
      print(System.err, sentence);
      Runtime.getRuntime().exit(1);
    }
  }

  private static void print(PrintStream stream, String text) {
    stream.println(text);
    stream.flush();
  }

  private static void applyLevels(SpringOptions options) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      options
          .values()
          .forEach((key, value) -> {
            if (key.startsWith(LEVEL)) {
              String name = key.substring(LEVEL.length());
              context.getLogger(name).setLevel(Level.toLevel(value, Level.INFO));
            }
          });
    }
  }
}
