package org.godwit.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Folders for the data of servers under test. */
public final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Makes an empty folder. */
  public static Path create() {
    try {
      return Files.createTempDirectory("godwit-data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder in which a process that has just ended may still make a file. */
  public static void delete(Path folder) {
    Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> isDeleted(folder));
  }

  private static boolean isDeleted(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return Files.notExists(folder);
  }
}
