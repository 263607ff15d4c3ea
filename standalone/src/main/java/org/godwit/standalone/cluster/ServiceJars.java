package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.standalone.Service;
import org.godwit.standalone.SettingsException;

/**
 * The executable jars that a build leaves in each module.
 *
 * @param repository the folder with the modules
 */
public record ServiceJars(Path repository) {

  /** Returns the jar of {@code service}. */
  Path of(Service service) {
    return only(service.module(), "exec");
  }

  /** Returns the jar of a Kafka node. */
  Path broker() {
    return only("standalone", "broker");
  }

  private Path only(String module, String classifier) {
    Path target = repository.toAbsolutePath().normalize().resolve(module).resolve("target");
    String pattern = module + "-*-" + classifier + ".jar";
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, pattern)) {
        for (Path jar : jars) {
          return jar;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new SettingsException(
        "There is no "
            + pattern
            + " in "
            + module
            + "/target: build it first (make cluster does).");
  }
}
