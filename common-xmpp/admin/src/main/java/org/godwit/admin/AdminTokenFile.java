package org.godwit.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The tokens in a file, read again when it changes; a broken file keeps the old ones. Any thread.
 */
public final class AdminTokenFile {

  private final RereadFile<AdminTokens> file;

  /**
   * Reads the file.
   *
   * @param key the setting that names it, for the message
   * @param file the file: one administrator per line, as name, token and domains
   * @param interval how often it is looked at, at most
   * @throws IllegalArgumentException with one sentence where the file cannot be read
   */
  public AdminTokenFile(String key, Path file, Duration interval, InstantSource time) {
    try {
      this.file =
          new RereadFile<>(
              file, path -> AdminTokens.read(Files.readAllLines(path)), interval, time);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key
              + " is '"
              + file
              + "', which cannot be read ("
              + (e instanceof IOException ? e.getClass().getSimpleName() : e.getMessage())
              + "): one administrator per line is allowed, as name, token and domains.",
          e);
    }
  }

  /** Returns the tokens as they are now. */
  public AdminTokens tokens() {
    return file.content();
  }
}
