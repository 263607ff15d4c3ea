package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a cluster keeps everything: settings in {@code conf}, what runs in {@code run}, logs in
 * {@code logs}, and a folder of data per database and broker.
 *
 * @param path its absolute path
 */
public record ClusterFolder(Path path) {

  /** Makes the path absolute. */
  public ClusterFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Creates the folders that are missing. */
  void create() {
    try {
      for (String name : new String[] {"conf", "run", "logs", "mariadb"}) {
        Files.createDirectories(path.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("GODWIT_CLUSTER is '" + path + "': it must be writable", e);
    }
  }

  /** Returns the folder of pid files. */
  public Path run() {
    return path.resolve("run");
  }

  /** Returns the file that says how {@code process} runs; there is none where it does not. */
  public Path pidFile(String process) {
    return run().resolve(process + ".pid");
  }

  /** Returns the file with the settings of {@code process}. */
  public Path settings(String process) {
    return path.resolve("conf").resolve(process + ".properties");
  }

  /** Returns what {@code process} writes. */
  public Path log(String process) {
    return path.resolve("logs").resolve(process + ".log");
  }

  /** Returns the folder for the data of {@code process}. */
  public Path data(String process) {
    return path.resolve(process);
  }

  /** Returns where {@code jar} is unpacked. */
  UnpackedJar unpacked(Path jar) {
    return new UnpackedJar(jar, path.resolve("apps").resolve(jar.getFileName().toString()));
  }

  /** Returns the folder of the certificate that all gateways show. */
  public Path tls() {
    return path.resolve("tls");
  }

  /** Returns the file of the key with which all instances of auth-service seal SASL states. */
  public Path sealKey() {
    return path.resolve("seal-key");
  }
}
