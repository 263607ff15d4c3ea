package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.godwit.standalone.SettingsException;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a MariaDB server on loopback, and how that is started.
 *
 * @param path its absolute path
 */
record MariaDbFolder(Path path) {

  /** The databases' user, and its password: the server is reached from this machine only. */
  static final String USER = "godwit";

  static final String AUTH_DATABASE = "godwit_auth";
  static final String SESSION_DATABASE = "godwit_session";
  static final String MUC_DATABASE = "godwit_muc";

  private static final List<Path> PROGRAMS =
      List.of(
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/usr/local/sbin"),
          Path.of("/usr/local/bin"),
          Path.of("/opt/homebrew/bin"));

  /** Run at each start, by the server itself, before anybody can connect. */
  private static final String FIRST_STATEMENTS =
      """
      CREATE DATABASE IF NOT EXISTS godwit_auth CHARACTER SET utf8mb4;
      CREATE DATABASE IF NOT EXISTS godwit_session CHARACTER SET utf8mb4;
      CREATE DATABASE IF NOT EXISTS godwit_muc CHARACTER SET utf8mb4;
      CREATE USER IF NOT EXISTS godwit@'%' IDENTIFIED BY 'godwit';
      GRANT ALL ON godwit_auth.* TO godwit@'%';
      GRANT ALL ON godwit_session.* TO godwit@'%';
      GRANT ALL ON godwit_muc.* TO godwit@'%';
      """;

  /** Tells whether the server is installed. */
  static boolean isInstalled() {
    return find("mariadbd") != null && find("mariadb-install-db") != null;
  }

  /** Returns the command of the server: each commit is on disk before it returns. */
  List<String> command(int port) {
    return List.of(
        program("mariadbd"),
        "--no-defaults",
        "--datadir=" + data(),
        "--socket=" + path.resolve("socket"),
        "--pid-file=" + path.resolve("pid"),
        "--init-file=" + firstStatements(),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--user=" + System.getProperty("user.name"),
        "--character-set-server=utf8mb4",
        "--skip-name-resolve",
        "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=64M",
        "--max-connections=100");
  }

  /**
   * Makes the system tables where there are none yet. A making that was cut short is begun anew.
   */
  void prepare(Path log) {
    Path made = path.resolve("made");
    try {
      Files.createDirectories(path);
      Files.writeString(firstStatements(), FIRST_STATEMENTS);
      if (Files.exists(made)) {
        return;
      }
      Process install =
          new ProcessBuilder(
                  program("mariadb-install-db"),
                  "--no-defaults",
                  "--datadir=" + data(),
                  "--auth-root-authentication-method=normal",
                  "--skip-test-db",
                  "--user=" + System.getProperty("user.name"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      if (install.waitFor() != 0) {
        throw new IllegalStateException("mariadb-install-db failed: see " + log);
      }
      Files.createFile(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path data() {
    return path.resolve("data");
  }

  private Path firstStatements() {
    return path.resolve("first.sql");
  }

  private static String program(String name) {
    Path program = find(name);
    if (program == null) {
      throw new SettingsException(
          "The cluster needs MariaDB's server, which lacks "
              + name
              + ": install it (Debian: apt-get install mariadb-server).");
    }
    return program.toString();
  }

  private static @Nullable Path find(String name) {
    for (Path folder : PROGRAMS) {
      Path program = folder.resolve(name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }
}
