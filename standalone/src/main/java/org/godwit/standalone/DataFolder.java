package org.godwit.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything durable, locked for one process.
 *
 * <p>The lock is the operating system's: it ends with the process, SIGKILL included.
 */
final class DataFolder implements AutoCloseable {

  private static final String PID_FILE = "standalone.pid";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the folder where it does not exist, locks it and writes {@code pid} into it.
   *
   * @throws SettingsException where it cannot be written, or another process has it
   */
  static DataFolder open(Path folder, long pid) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("standalone.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new SettingsException(
            "GODWIT_DATA is '"
                + path
                + "', which "
                + owner(path)
                + " has in use: stop that first,"
                + " or name another folder.");
      }
      Files.writeString(path.resolve(PID_FILE), Long.toString(pid) + '\n');
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new SettingsException(
          "GODWIT_DATA is '"
              + path
              + "', which cannot be written: it must be a folder that this"
              + " user may write to ("
              + e
              + ").");
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(Path path) {
    try {
      return "process " + Files.readString(path.resolve(PID_FILE)).strip();
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Returns the absolute path of the folder. */
  Path path() {
    return path;
  }

  /** Returns the folder of the broker's log. */
  Path kafka() {
    return path.resolve("kafka");
  }

  /** Returns the file of a service's database, without its ending. */
  Path database(Service service) {
    return path.resolve("db").resolve(service.module());
  }

  /** Returns the file of the key that auth-service's secrets are made from. */
  Path sealKey() {
    return path.resolve("seal-key");
  }

  /** Returns the folder of certificates made here. */
  Path tls() {
    return path.resolve("tls");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(PID_FILE));
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
