package org.godwit.it.chaos;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code make chaos}: one run from the command line. */
public final class ChaosApplication {

  private static final double MINUTES = 5;

  private ChaosApplication() {}

  /** Runs with what the environment says and ends with 1 where a promise was broken. */
  public static void main(String[] args) throws Exception {
    Map<String, String> environment = System.getenv();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    ChaosRun.Options options =
        new ChaosRun.Options(
            Path.of(args.length == 0 ? "." : args[0]),
            length(environment.getOrDefault("MINUTES", "")),
            seed(environment.getOrDefault("SEED", "")),
            environment.getOrDefault("BROKERS", "").strip().equals("3") ? 3 : 1,
            environment.getOrDefault("GODWIT_OPTS", ""));
    System.exit(new ChaosRun(options, out).run().isClean() ? 0 : 1);
  }

  private static Duration length(String minutes) {
    double number = minutes.isBlank() ? MINUTES : Double.parseDouble(minutes.strip());
    return Duration.ofMillis(Math.round(number * 60_000));
  }

  private static long seed(String seed) {
    return seed.isBlank() ? System.nanoTime() % 1_000_000 : Long.parseLong(seed.strip());
  }
}
