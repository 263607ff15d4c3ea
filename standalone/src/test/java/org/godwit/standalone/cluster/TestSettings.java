package org.godwit.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.standalone.Service;

/** Settings of clusters that are never started, with jars that are empty files. */
final class TestSettings {

  private TestSettings() {}

  /** Returns what the switches say, in {@code parent}. */
  static ClusterSettings of(Path parent, Map<String, String> switches) {
    try {
      for (Service service : Service.values()) {
        jar(parent, service.module(), "exec");
      }
      jar(parent, "standalone", "broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = new TreeMap<>(switches);
    environment.put("GODWIT_CLUSTER", parent.resolve("cluster").toString());
    return ClusterSettings.of(environment, parent);
  }

  private static void jar(Path parent, String module, String classifier) throws IOException {
    Path target = Files.createDirectories(parent.resolve(module).resolve("target"));
    Path jar = target.resolve(module + "-1-" + classifier + ".jar");
    if (!Files.exists(jar)) {
      Files.createFile(jar);
    }
  }
}
