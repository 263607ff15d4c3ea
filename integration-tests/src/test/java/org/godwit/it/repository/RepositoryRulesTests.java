package org.godwit.it.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that no single module can keep for itself. */
class RepositoryRulesTests {

  private static final Path ROOT = root();
  private static final int LINES_MAX = 500;

  private static final List<String> MODULES =
      List.of(
          "edge-gateway",
          "session-service",
          "muc-service",
          "channel-msg-service",
          "auth-service",
          "common-xmpp/protocol",
          "common-xmpp/admin",
          "common-xmpp/bus",
          "common-xmpp/testkit",
          "standalone",
          "integration-tests",
          "benchmarks");

  private static final Set<String> TEXTS =
      Set.of("java", "xml", "yml", "yaml", "md", "sh", "sql", "json", "properties");

  @Test
  void everyModuleOfTheMapExistsAndIsBuilt() {
    // Then
    assertThat(MODULES).allMatch(module -> Files.isRegularFile(ROOT.resolve(module + "/pom.xml")));
    assertThat(ROOT.resolve("k8s")).isDirectory();
    assertThat(ROOT.resolve("docker-compose.yml")).isRegularFile();
  }

  @Test
  void filesStaySmallEnoughToRead() throws IOException {
    // When
    List<Path> tooLong = new ArrayList<>();
    for (Path file : texts()) {
      if (Files.readAllLines(file).size() > LINES_MAX && !isGenerated(file)) {
        tooLong.add(ROOT.relativize(file));
      }
    }

    // Then
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noTestIsSwitchedOffAndNothingSleeps() throws IOException {
    // Given
    Pattern forbidden = Pattern.compile("@(Disabled|Ignore)\\b|\\bThread\\s*\\.\\s*sleep\\s*\\(");

    // Then
    assertThat(lines(forbidden, file -> file.toString().endsWith(".java"))).isEmpty();
  }

  @Test
  void noFileNamesAMachineOrARegistry() throws IOException {
    // Given: folders of one machine, and places to download from other than by a tool's default
    Pattern forbidden =
        Pattern.compile(
            "(?<![\\w.])/(work|root|home/\\w+)/|"
                + "\\b(artifactory|nexus|jfrog|mirrors?)\\.[a-z]|"
                + "repo1?\\.maven\\.(apache\\.)?org",
            Pattern.CASE_INSENSITIVE);

    // Then
    assertThat(lines(forbidden, file -> !file.endsWith("RepositoryRulesTests.java"))).isEmpty();
  }

  @Test
  void everyPackageThatTheArchitectureNamesExists() throws IOException {
    // Given
    Matcher named =
        Pattern.compile("`(org\\.godwit(?:\\.[a-z0-9_]+)*)`")
            .matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md")));
    Set<String> packages = new TreeSet<>();
    for (String module : MODULES) {
      packages.addAll(packagesOf(ROOT.resolve(module)));
    }

    // When
    Set<String> missing = new TreeSet<>();
    while (named.find()) {
      if (!packages.contains(named.group(1))) {
        missing.add(named.group(1));
      }
    }

    // Then
    assertThat(missing).isEmpty();
  }

  @Test
  void continuousIntegrationRunsWhatADeveloperRuns() throws IOException {
    // Given
    Path run = ROOT.resolve(".ci/run");

    // Then
    assertThat(run).isExecutable();
    assertThat(Files.readAllLines(run)).anyMatch(line -> line.strip().endsWith("make test"));
  }

  private static List<String> lines(Pattern forbidden, Predicate<Path> included)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      if (!included.test(file)) {
        continue;
      }
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (forbidden.matcher(lines.get(i)).find() && !isRule(lines.get(i))) {
          found.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  /** The rules themselves must name what they forbid. */
  private static boolean isRule(String line) {
    return line.contains("Pattern.compile") || line.contains("<property name=\"format\"");
  }

  private static boolean isGenerated(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return !lines.isEmpty() && lines.getFirst().contains("Generated");
  }

  private static Set<String> packagesOf(Path module) throws IOException {
    Set<String> packages = new TreeSet<>();
    for (String sources : List.of("src/main/java", "src/test/java")) {
      Path folder = module.resolve(sources);
      if (Files.isDirectory(folder)) {
        try (var files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> folder.relativize(file).getParent())
              .forEach(name -> packages.add(name.toString().replace('/', '.')));
        }
      }
    }
    return packages;
  }

  /** The files that git knows, so that nothing built or local is looked at. */
  private static List<Path> texts() throws IOException {
    Process git =
        new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
            .directory(ROOT.toFile())
            .start();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Path> files = new ArrayList<>();
    for (String name : output.lines().toList()) {
      Path file = ROOT.resolve(name);
      String ending = name.substring(name.lastIndexOf('.') + 1);
      if (Files.isRegularFile(file) && (TEXTS.contains(ending) || name.endsWith("Makefile"))) {
        files.add(file);
      }
    }
    assertThat(files).as("files that git knows").hasSizeGreaterThan(MODULES.size());
    return files;
  }

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("edge-gateway"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests must run inside the repository");
      }
    }
    return folder;
  }
}
