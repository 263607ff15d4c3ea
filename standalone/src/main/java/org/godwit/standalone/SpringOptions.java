package org.godwit.standalone;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spring properties from the user.
 *
 * <p>A key that begins with the name of a service's module and a dot, such as {@code
 * session-service.spring.datasource.url}, is for that service alone; every other one is for all.
 *
 * @param values key to value, in the order given
 */
public record SpringOptions(Map<String, String> values) {

  /** No properties. */
  public static final SpringOptions NONE = new SpringOptions(Map.of());

  private static final Pattern PART =
      Pattern.compile("--(?<key>[^\\s=]+)=(?<value>(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  /** Copies the map and keeps its order. */
  public SpringOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Returns the properties in {@code text}: {@code --key=value} parts with white space between
   * them; a value with white space stands in single or double quotes.
   *
   * @throws SettingsException where a part is something else
   */
  static SpringOptions parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = PART.matcher(text);
    int at = skipBlanks(text, 0);
    while (at < text.length()) {
      matcher.region(at, text.length());
      if (!matcher.lookingAt() || !endsAtBlank(text, matcher.end())) {
        throw new SettingsException(
            "GODWIT_OPTS is '"
                + text
                + "': it must be made of --key=value parts with spaces between them, a value with"
                + " spaces in quotes.");
      }
      values.put(matcher.group("key"), unquote(matcher.group("value")));
      at = skipBlanks(text, matcher.end());
    }
    return new SpringOptions(values);
  }

  /** Returns the value of {@code key} for all services, or {@code otherwise}. */
  String getOrDefault(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  /** Adds what these say to {@code service} to {@code properties}; what is for it alone wins. */
  public void applyTo(Service service, Map<String, String> properties) {
    String own = service.module() + '.';
    values.forEach((key, value) -> {
      if (!isForOneService(key)) {
        properties.put(key, value);
      }
    });
    values.forEach((key, value) -> {
      if (key.startsWith(own)) {
        properties.put(key.substring(own.length()), value);
      }
    });
  }

  private static boolean isForOneService(String key) {
    for (Service service : Service.values()) {
      if (key.startsWith(service.module() + '.')) {
        return true;
      }
    }
    return false;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean endsAtBlank(String text, int at) {
    return at == text.length() || Character.isWhitespace(text.charAt(at));
  }

  private static String unquote(String value) {
    return QUOTED
        .matcher(value)
        .replaceAll(part ->
            Matcher.quoteReplacement(part.group(1) != null ? part.group(1) : part.group(2)));
  }
}
