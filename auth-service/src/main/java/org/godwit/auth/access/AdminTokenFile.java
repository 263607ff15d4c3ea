package org.godwit.auth.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.godwit.auth.ConfigurationRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens in a file, read again when it changes; a broken file keeps the old ones. Any thread.
 */
final class AdminTokenFile {

  private static final Logger LOGGER = LoggerFactory.getLogger(AdminTokenFile.class);

  private final Path file;
  private final Duration interval;
  private final InstantSource time;
  private AdminTokens tokens;
  private FileTime modified;
  private Instant checked;

  AdminTokenFile(Path file, Duration interval, InstantSource time) {
    this.file = file;
    this.interval = interval;
    this.time = time;
    this.checked = time.instant();
    try {
      this.modified = Files.getLastModifiedTime(file);
      this.tokens = AdminTokens.read(Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationRefusedException(
          "xmpp.auth.api.tokens-file is '"
              + file
              + "', which cannot be read ("
              + (e instanceof IOException ? e.getClass().getSimpleName() : e.getMessage())
              + "): one administrator per line is allowed, as name, token and domains.",
          e);
    }
  }

  synchronized AdminTokens tokens() {
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
