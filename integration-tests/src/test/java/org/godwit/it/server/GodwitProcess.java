package org.godwit.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.godwit.standalone.Ports;
import org.godwit.standalone.StandaloneApplication;

/**
 * A standalone as a process of its own, started as {@code make run} starts it, so that it can be
 * killed and started again on the same data.
 */
public final class GodwitProcess implements ServerAddress, AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Path data = TemporaryFolder.create();
  private final Ports ports = FreePorts.offset();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private GodwitProcess() {
    this.process = launch();
  }

  /** Starts a server with an empty data folder and returns once it is ready. */
  public static GodwitProcess start() {
    GodwitProcess server = new GodwitProcess();
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Kills the process as {@code kill -9} does and returns once it is gone. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts the process again on the same data and returns once it is ready. */
  public void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("the process still runs");
    }
    process = launch();
    awaitReady();
  }

  /** Ends the process as Ctrl-C does and returns its exit code, or -1 after {@code limit}. */
  public int terminate(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  /** Returns what the process has written, for messages of failed tests. */
  public String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of its data. */
  public Path data() {
    return data;
  }

  @Override
  public Ports ports() {
    return ports;
  }

  @Override
  public X509Certificate certificate() {
    return GodwitServer.certificateIn(data);
  }

  @Override
  public void close() {
    kill();
    http.close();
    TemporaryFolder.delete(data);
  }

  private Path log() {
    return data.resolve("output.log");
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            StandaloneApplication.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "GODWIT_DATA", data.toString(),
                "GODWIT_PORT_OFFSET", Integer.toString(ports.offset())));
    try {
      return builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ports.front() + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Awaitility.await("the server is ready")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast(() -> failIfEnded())
        .until(
            () -> http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  private void failIfEnded() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended: " + output());
    }
  }
}
