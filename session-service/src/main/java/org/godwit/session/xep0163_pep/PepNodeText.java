package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;

/**
 * A node as text, which is quickly read. Pure.
 *
 * <pre>
 *   line per option:       config TAB field TAB value TAB value ...
 *   line per affiliation:  affiliation TAB jid TAB affiliation
 *   line per subscription: subscription TAB jid TAB subid TAB pending|subscribed
 * </pre>
 *
 * Backslash, tab and line feed in a value have a backslash before them. A line of another kind is
 * of a later version and is passed over.
 */
public final class PepNodeText {

  private PepNodeText() {}

  /** Returns all of {@code node} but its name and time. */
  public static String write(PepNode node) {
    StringBuilder out = new StringBuilder(128);
    new EnumMap<>(copy(node.config().values()))
        .forEach((field, values) -> {
          List<String> words = new ArrayList<>();
          words.add("config");
          words.add(field.name());
          words.addAll(values);
          line(out, words);
        });
    node.affiliations()
        .forEach((jid, affiliation) ->
            line(out, List.of("affiliation", jid.toString(), affiliation.name())));
    for (PepSubscription each : node.subscriptions()) {
      line(out, List.of("subscription", each.jid().toString(), each.subid(), each.state()));
    }
    return out.toString();
  }

  private static Map<ConfigField, List<String>> copy(Map<ConfigField, List<String>> values) {
    Map<ConfigField, List<String>> copy = new EnumMap<>(ConfigField.class);
    copy.putAll(values);
    return copy;
  }

  private static void line(StringBuilder out, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (i > 0) {
        out.append('\t');
      }
      String word = words.get(i);
      for (int at = 0; at < word.length(); at++) {
        char c = word.charAt(at);
        switch (c) {
          case '\\' -> out.append("\\\\");
          case '\t' -> out.append("\\t");
          case '\n' -> out.append("\\n");
          default -> out.append(c);
        }
      }
    }
    out.append('\n');
  }

  /** Returns the node called {@code name} that {@code text} describes. */
  public static PepNode read(String name, String text, long createdAtMs) {
    Map<ConfigField, List<String>> config = new EnumMap<>(ConfigField.class);
    Map<Jid, Affiliation> affiliations = new HashMap<>();
    List<PepSubscription> subscriptions = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      List<String> words = words(line);
      if (words.size() >= 2 && words.getFirst().equals("config")) {
        for (ConfigField field : ConfigField.values()) {
          if (field.name().equals(words.get(1))) {
            config.put(field, List.copyOf(words.subList(2, words.size())));
          }
        }
      } else if (words.size() == 3 && words.getFirst().equals("affiliation")) {
        affiliations.put(Jid.ofEnforced(words.get(1)), Affiliation.valueOf(words.get(2)));
      } else if (words.size() == 4 && words.getFirst().equals("subscription")) {
        subscriptions.add(
            new PepSubscription(
                Jid.ofEnforced(words.get(1)), words.get(2), words.get(3).equals("pending")));
      }
    }
    return new PepNode(name, new NodeConfig(config), affiliations, subscriptions, createdAtMs);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        words.add(word.toString());
        word.setLength(0);
      } else if (c == '\\' && i + 1 < line.length()) {
        i++;
        char escaped = line.charAt(i);
        word.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }
}
