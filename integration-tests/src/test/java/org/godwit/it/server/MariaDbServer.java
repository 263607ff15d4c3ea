package org.godwit.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A MariaDB of its own in a temporary folder, on a free port of loopback. Its data is gone when it
 * is closed.
 */
final class MariaDbServer implements AutoCloseable {

  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/usr/local/sbin"),
          Path.of("/usr/local/bin"));
  private static final String OPTIONS =
      "?rewriteBatchedStatements=true&connectionTimeZone=UTC&sslMode=DISABLED"
          + "&allowPublicKeyRetrieval=true";

  private final Path folder;
  private final Process process;
  private final int port;

  private MariaDbServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a server and returns once it takes connections. */
  static MariaDbServer start() {
    try {
      Path folder = Files.createTempDirectory("godwit-mariadb");
      Path data = folder.resolve("data");
      run(
          folder,
          binary("mariadb-install-db"),
          "--no-defaults",
          "--datadir=" + data,
          "--auth-root-authentication-method=normal",
          "--skip-test-db",
          "--user=" + System.getProperty("user.name"));
      int port = FreePorts.any();
      Process process =
          new ProcessBuilder(
                  binary("mariadbd"),
                  "--no-defaults",
                  "--datadir=" + data,
                  "--socket=" + folder.resolve("socket"),
                  "--pid-file=" + folder.resolve("pid"),
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--innodb-buffer-pool-size=64M",
                  "--character-set-server=utf8mb4",
                  "--user=" + System.getProperty("user.name"))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      MariaDbServer server = new MariaDbServer(folder, process, port);
      server.prepare();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates {@code database} empty and returns its JDBC URL for Connector/J. */
  String create(String database) {
    try (Connection connection = DriverManager.getConnection(url(""), "godwit", "godwit");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + database, e);
    }
    return url(database);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      TemporaryFolder.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The root of a new server has no password and may do everything; tests use their own user. */
  private void prepare() {
    Awaitility.await("MariaDB takes connections")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .failFast("mariadbd ended: " + folder.resolve("log"), () -> !process.isAlive())
        .until(() -> {
          try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "");
              Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER godwit@'%' IDENTIFIED BY 'godwit'");
            statement.execute("GRANT ALL ON *.* TO godwit@'%'");
            return true;
          }
        });
  }

  private String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + '/' + database + OPTIONS;
  }

  private static String binary(String name) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() ->
            new IllegalStateException(
                "The tests need MariaDB's server, which lacks "
                    + name
                    + ": install it (Debian: apt-get install mariadb-server)."));
  }

  private static void run(Path folder, String... command) throws IOException {
    Path log = folder.resolve("install.log");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command[0] + " failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
