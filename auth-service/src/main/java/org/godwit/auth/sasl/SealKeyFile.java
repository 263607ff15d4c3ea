package org.godwit.auth.sasl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.godwit.auth.ConfigurationRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the seal key: 32 random bytes in Base64. Made where it is missing, for its owner
 * alone.
 */
final class SealKeyFile {

  /** The length of the key. */
  static final int KEY_BYTES = 32;

  private static final Logger LOGGER = LoggerFactory.getLogger(SealKeyFile.class);
  private static final String KEY = "xmpp.auth.sasl.seal-key-file";

  private SealKeyFile() {}

  static byte[] readOrMake(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        make(file, random);
      }
      return read(file);
    } catch (IOException e) {
      throw new ConfigurationRefusedException(
          KEY
              + " is '"
              + file
              + "', which cannot be read or made: a file that this process may read, or a folder"
              + " in which it may make one, is allowed.",
          e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    byte[] text = Files.readAllBytes(file);
    byte[] key = SaslText.base64(new String(text, StandardCharsets.ISO_8859_1).strip());
    if (key == null || key.length != KEY_BYTES) {
      throw new ConfigurationRefusedException(
          KEY + " is '" + file + "', which does not hold a key: 32 bytes in Base64 are allowed.");
    }
    if (isReadableByOthers(file)) {
      LOGGER.atWarn().addKeyValue("file", file).log("others may read the SASL seal key");
    }
    return key;
  }

  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder");
    }
    Files.createDirectories(folder);
    // Written aside and then linked, so that an instance starting now sees all of it or nothing.
    Path aside = Files.createTempFile(folder, "seal-key", ".new", ownerOnly(folder));
    try {
      Files.writeString(aside, Base64.getEncoder().encodeToString(key) + '\n');
      publish(aside, file);
      LOGGER.atInfo().addKeyValue("file", file).log("SASL seal key made");
    } catch (FileAlreadyExistsException e) {
      LOGGER.atInfo().addKeyValue("file", file).log("another instance made the SASL seal key");
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void publish(Path aside, Path file) throws IOException {
    try {
      Files.createLink(file, aside);
    } catch (UnsupportedOperationException e) {
      Files.move(aside, file);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }

  private static boolean isReadableByOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.GROUP_READ);
  }
}
