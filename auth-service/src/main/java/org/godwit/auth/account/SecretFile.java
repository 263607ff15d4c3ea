package org.godwit.auth.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.godwit.auth.ConfigurationRefusedException;
import org.jspecify.annotations.Nullable;

/** A file with a secret on its first line. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * Returns the first line of {@code file}.
   *
   * @param key the configuration key that names the file
   * @throws ConfigurationRefusedException where it cannot be read or is empty
   */
  public static String read(String key, Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String secret = lines.findFirst().orElse("").strip();
      if (!secret.isEmpty()) {
        return secret;
      }
    } catch (IOException | UncheckedIOException e) {
      throw refused(key, file, e);
    }
    throw refused(key, file, null);
  }

  private static ConfigurationRefusedException refused(
      String key, Path file, @Nullable Throwable cause) {
    String message =
        key
            + " is '"
            + file
            + "', which cannot be read or is empty: a file with a secret on its first line is"
            + " allowed.";
    return cause == null
        ? new ConfigurationRefusedException(message)
        : new ConfigurationRefusedException(message, cause);
  }
}
