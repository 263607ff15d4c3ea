package org.godwit.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written in a file, read again when the file changes; a broken file keeps what was there.
 * Any thread.
 *
 * @param <T> what it is read as
 */
public final class RereadFile<T> {

  private static final Logger LOGGER = LoggerFactory.getLogger(RereadFile.class);

  private final Path file;
  private final Reading<T> reading;
  private final Duration interval;
  private final InstantSource time;
  private T content;
  private FileTime modified;
  private Instant checked;

  /**
   * Reads the file.
   *
   * @param <T> what it is read as
   */
  @FunctionalInterface
  public interface Reading<T> {

    /**
     * Returns what stands in {@code file}.
     *
     * @throws IllegalArgumentException where that cannot be understood, with no secret in the text
     */
    T read(Path file) throws IOException;
  }

  /**
   * Reads the file for the first time.
   *
   * @param interval how often it is looked at, at most
   * @throws IllegalArgumentException where that cannot be understood
   */
  public RereadFile(Path file, Reading<T> reading, Duration interval, InstantSource time)
      throws IOException {
    this.file = file;
    this.reading = reading;
    this.interval = interval;
    this.time = time;
    this.checked = time.instant();
    this.modified = Files.getLastModifiedTime(file);
    this.content = reading.read(file);
  }

  /** Returns what stands there now. */
  public synchronized T content() {
    Instant now = time.instant();
    if (!now.isBefore(checked.plus(interval))) {
      checked = now;
      reload();
    }
    return content;
  }

  private void reload() {
    try {
      FileTime latest = Files.getLastModifiedTime(file);
      if (!latest.equals(modified)) {
        content = reading.read(file);
        modified = latest;
        LOGGER.atInfo().addKeyValue("file", file).log("file read again");
      }
    } catch (IOException | IllegalArgumentException e) {
      LOGGER
          .atWarn()
          .addKeyValue("file", file)
          .addKeyValue("error", e.getClass().getName())
          .log("file cannot be read; what was read before stays");
    }
  }
}
