package org.godwit.it.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds {@code docs/config.md} to what the compiler wrote down of the properties classes. With
 * {@code -Dgodwit.write-docs=true} the page is written instead of compared.
 */
class ConfigurationPageTests {

  private static final Path PAGE = RepositoryRulesTests.root().resolve("docs/config.md");

  private static final String HEAD =
      """
      # Every property

      Generated from the code (`make docs`): do not edit. Give a property as `--key=value` (in standalone inside
      `GODWIT_OPTS`), in a `.yml` file, or as an environment variable (`XMPP_GATEWAY_C2S_PORT`). Spring Boot's own
      (`server.port`, `spring.datasource.url`, `spring.kafka.bootstrap-servers`, ...) work as well.
      """;

  @Test
  void configurationPageSaysWhatTheCodeSays() throws IOException {
    // Given
    String wanted = page();
    if (Boolean.getBoolean("godwit.write-docs")) {
      Files.writeString(PAGE, wanted);
    }

    // Then
    assertThat(PAGE).as("run `make docs`").content().isEqualTo(wanted);
  }

  private static String page() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Map.Entry<String, JsonNode> property : properties().entrySet()) {
      String[] words = property.getKey().split("\\.", 3);
      if (!section.equals(words[1])) {
        section = words[1];
        page.append("\n## xmpp.")
            .append(section)
            .append("\n\n| Key | Default | What |\n|---|---|---|\n");
      }
      JsonNode node = property.getValue();
      page.append("| `")
          .append(property.getKey())
          .append("` | ")
          .append(defaultOf(node))
          .append(" | ")
          .append(description(node))
          .append(" |\n");
    }
    return page.toString();
  }

  private static Map<String, JsonNode> properties() throws IOException {
    JsonMapper mapper = JsonMapper.builder().build();
    Map<String, JsonNode> properties = new TreeMap<>();
    ClassLoader loader = ConfigurationPageTests.class.getClassLoader();
    for (URL metadata :
        Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
      try (var in = metadata.openStream()) {
        for (JsonNode property : mapper.readTree(in).path("properties")) {
          String name = property.path("name").asString();
          if (name.startsWith("xmpp.")) {
            properties.put(name, property);
          }
        }
      }
    }
    return properties;
  }

  private static String defaultOf(JsonNode property) {
    JsonNode value = property.path("defaultValue");
    if (value.isMissingNode()) {
      return "none";
    }
    String text =
        value.isArray()
            ? String.join(", ", value.valueStream().map(JsonNode::asString).toList())
            : value.asString();
    return text.isEmpty() ? "none" : '`' + text + '`';
  }

  private static String description(JsonNode property) {
    return property
        .path("description")
        .asString("")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .replaceAll("\\s+", " ");
  }
}
