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
 * The tokens in a file, read again when it changes; a broken file keeps the old ones. Any thread.
 */
public final class AdminTokenFile {

  private static final Logger LOGGER = LoggerFactory.getLogger(AdminTokenFile.class);

  private final Path file;
  private final Duration interval;
  private final InstantSource time;
  private AdminTokens tokens;
  private FileTime modified;
  private Instant checked;

  /**
   * Reads the file.
   *
   * @param key the setting that names it, for the message
   * @param file the file: one administrator per line, as name, token and domains
   * @param interval how often it is looked at, at most
   * @throws IllegalArgumentException with one sentence where the file cannot be read
   */
  public AdminTokenFile(String key, Path file, Duration interval, InstantSource time) {
    this.file = file;
    this.interval = interval;
    this.time = time;
    this.checked = time.instant();
    try {
      this.modified = Files.getLastModifiedTime(file);
      this.tokens = AdminTokens.read(Files.readAllLines(file));
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
  public synchronized AdminTokens tokens() {
    Instant now = time.instant();
    if (!now.isBefore(checked.plus(interval))) {
      checked = now;
      reload();
    }
    return tokens;
  }

  private void reload() {
    try {
      FileTime latest = Files.getLastModifiedTime(file);
      if (!latest.equals(modified)) {
        modified = latest;
        tokens = AdminTokens.read(Files.readAllLines(file));
        LOGGER.atInfo().addKeyValue("file", file).log("administrators' tokens read again");
      }
    } catch (IOException | IllegalArgumentException e) {
      LOGGER
          .atWarn()
          .addKeyValue("file", file)
          .addKeyValue("error", e.getClass().getName())
          .log("the administrators' tokens cannot be read; the old ones stay");
    }
  }
}
