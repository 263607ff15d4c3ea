package org.godwit.auth.oauth;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.godwit.auth.ConfigurationRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys in a file, read again when it changes; a broken file keeps the old keys. Any thread. */
final class JwkFile {

  private static final Logger LOGGER = LoggerFactory.getLogger(JwkFile.class);

  private final Path file;
  private final Duration interval;
  private final InstantSource time;
  private JWKSet keys;
  private FileTime modified;
  private Instant checked;

  JwkFile(Path file, Duration interval, InstantSource time) {
    this.file = file;
    this.interval = interval;
    this.time = time;
    this.checked = time.instant();
    try {
      this.modified = Files.getLastModifiedTime(file);
      this.keys = JWKSet.load(file.toFile()).toPublicJWKSet();
    } catch (IOException | ParseException e) {
      throw new ConfigurationRefusedException(
          "xmpp.auth.oauth.jwks-file is '"
              + file
              + "', which cannot be read: a file with a JWK set is allowed.",
          e);
    }
  }

  synchronized JWKSet keys() {
    Instant now = time.instant();
    if (!now.isBefore(checked.plus(interval))) {
      checked = now;
      reload();
    }
    return keys;
  }

  private void reload() {
    try {
      FileTime latest = Files.getLastModifiedTime(file);
      if (!latest.equals(modified)) {
        keys = JWKSet.load(file.toFile()).toPublicJWKSet();
        modified = latest;
        LOGGER.atInfo().addKeyValue("file", file).log("JWK set read again");
      }
    } catch (IOException | ParseException e) {
      LOGGER
          .atWarn()
          .addKeyValue("file", file)
          .addKeyValue("error", e.getClass().getName())
          .log("the JWK set cannot be read; the old keys stay");
    }
  }
}
