package org.godwit.auth.oauth;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.godwit.admin.RereadFile;
import org.godwit.auth.ConfigurationRefusedException;

/** The keys in a file, read again when it changes; a broken file keeps the old keys. Any thread. */
final class JwkFile {

  private final RereadFile<JWKSet> file;

  JwkFile(Path file, Duration interval, InstantSource time) {
    try {
      this.file = new RereadFile<>(file, JwkFile::read, interval, time);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationRefusedException(
          "xmpp.auth.oauth.jwks-file is '"
              + file
              + "', which cannot be read: a file with a JWK set is allowed.",
          e);
    }
  }

  private static JWKSet read(Path file) throws IOException {
    try {
      return JWKSet.load(file.toFile()).toPublicJWKSet();
    } catch (ParseException e) {
      throw new IllegalArgumentException("no JWK set", e);
    }
  }

  JWKSet keys() {
    return file.content();
  }
}
