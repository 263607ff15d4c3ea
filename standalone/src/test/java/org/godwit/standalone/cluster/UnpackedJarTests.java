package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of Java that only counts its calls. */
class UnpackedJarTests {

  @TempDir private Path parent;
  private Path java;
  private Path log;
  private UnpackedJar jar;

  @BeforeEach
  void create() throws IOException {
    java = parent.resolve("java");
    log = parent.resolve("log");
    Files.writeString(java, "#!/bin/sh\nmkdir -p \"$8\"\necho unpacked\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(parent.resolve("a.jar"), "build 1");
    jar = new UnpackedJar(file, parent.resolve("apps"));
  }

  @Test
  void jarIsUnpackedOnceHoweverManyInstancesStart() throws IOException {
    // When
    jar.unpack(java, log);
    jar.unpack(java, log);

    // Then
    assertThat(Files.readAllLines(log)).containsExactly("unpacked");
    assertThat(jar.main()).isEqualTo(parent.resolve("apps").resolve("a.jar"));
  }

  @Test
  void newBuildIsUnpackedAgainWhenTheClusterStarts() throws IOException {
    // Given
    jar.unpack(java, log);
    Files.setLastModifiedTime(jar.jar(), FileTime.fromMillis(1_000));

    // When
    jar.unpack(java, log);
    List<String> whileItRuns = Files.readAllLines(log);
    jar.discardStale();
    jar.unpack(java, log);

    // Then
    assertThat(whileItRuns).hasSize(1);
    assertThat(Files.readAllLines(log)).hasSize(2);
  }

  @Test
  void sameBuildIsKept() throws IOException {
    // Given
    jar.unpack(java, log);

    // When
    jar.discardStale();
    jar.unpack(java, log);

    // Then
    assertThat(Files.readAllLines(log)).hasSize(1);
  }
}
