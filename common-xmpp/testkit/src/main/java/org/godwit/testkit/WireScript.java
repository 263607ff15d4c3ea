package org.godwit.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said on a connection, line by line:
 *
 * <pre>
 * # a comment; empty lines are skipped
 * > &lt;sent as it stands/&gt;
 * &lt; &lt;expected next, exactly/&gt;
 * ~ &lt;expected id='(?&lt;id&gt;[^']*)'/&gt;     a regular expression; its named groups are captured
 * > &lt;again id='${id}'/&gt;               and may be used from then on
 * .                                   the far end closes now
 * </pre>
 *
 * White space between what comes is skipped (it is legal between stanzas, RFC 6120 section 4.6.1).
 * A regular expression is tried again as more comes, so it should end with what ends the element.
 * Immutable; a run belongs to one thread.
 */
public final class WireScript {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  private final List<WireStep> steps;

  private WireScript(List<WireStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException for a line that is none of the above, naming it
   */
  public static WireScript parse(String text) {
    List<WireStep> steps = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String trimmed = line.strip();
      if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        steps.add(step(number, trimmed));
      }
    }
    return new WireScript(steps);
  }

  /** Returns the steps in order. */
  public List<WireStep> steps() {
    return steps;
  }

  /**
   * Plays the script against {@code peer} and returns what was captured.
   *
   * @throws AssertionError where something else comes, or nothing; it names the line
   */
  public Map<String, String> run(WirePeer peer) throws IOException {
    return run(peer, Map.of());
  }

  /** Plays the script with variables that are known from the start. */
  public Map<String, String> run(WirePeer peer, Map<String, String> known) throws IOException {
    Run run = new Run(peer, new HashMap<>(known));
    for (WireStep step : steps) {
      run.play(step);
    }
    return Map.copyOf(run.variables);
  }

  private static WireStep step(int number, String line) {
    String rest = line.substring(1).strip();
    return switch (line.charAt(0)) {
      case '>' -> new WireStep.Send(number, rest);
      case '<' -> new WireStep.Expect(number, rest);
      case '~' -> new WireStep.ExpectMatch(number, Pattern.compile(rest, Pattern.DOTALL));
      case '.' -> new WireStep.ExpectEnd(number);
      default ->
          throw new IllegalArgumentException(
              "line " + number + " begins with none of '>', '<', '~', '.', '#': " + line);
    };
  }

  private static final class Run {

    private final WirePeer peer;
    private final Map<String, String> variables;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    Run(WirePeer peer, Map<String, String> variables) {
      this.peer = peer;
      this.variables = variables;
    }

    void play(WireStep step) throws IOException {
      switch (step) {
        case WireStep.Send send -> peer.send(filled(send.text()).getBytes(StandardCharsets.UTF_8));
        case WireStep.Expect expect -> expect(expect.line(), filled(expect.text()));
        case WireStep.ExpectMatch match -> match(match.line(), match.pattern());
        case WireStep.ExpectEnd end -> end(end.line());
      }
    }

    private void expect(int line, String wanted) throws IOException {
      while (true) {
        String text = text();
        if (text.startsWith(wanted)) {
          keep(text.substring(wanted.length()));
          return;
        }
        if (!wanted.startsWith(text) || !more()) {
          throw mismatch(line, wanted);
        }
      }
    }

    private void match(int line, Pattern wanted) throws IOException {
      while (true) {
        String text = text();
        Matcher matcher = wanted.matcher(text);
        if (matcher.lookingAt()) {
          for (String name : wanted.namedGroups().keySet()) {
            String value = matcher.group(name);
            if (value != null) {
              variables.put(name, value);
            }
          }
          keep(text.substring(matcher.end()));
          return;
        }
        if (!more()) {
          throw mismatch(line, wanted.pattern());
        }
      }
    }

    private void end(int line) throws IOException {
      if (!text().isEmpty()) {
        throw mismatch(line, "the end");
      }
      byte[] bytes = peer.receive();
      while (bytes != null) {
        unread.write(bytes);
        if (bytes.length == 0 || !text().isEmpty()) {
          throw mismatch(line, "the end");
        }
        bytes = peer.receive();
      }
    }

    private boolean more() throws IOException {
      byte[] bytes = peer.receive();
      if (bytes == null || bytes.length == 0) {
        return false;
      }
      unread.write(bytes);
      return true;
    }

    private String text() {
      return unread.toString(StandardCharsets.UTF_8).stripLeading();
    }

    private void keep(String rest) {
      byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
      unread.reset();
      unread.write(bytes, 0, bytes.length);
    }

    private String filled(String text) {
      return VARIABLE
          .matcher(text)
          .replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null) {
              throw new IllegalArgumentException("nothing was captured as " + found.group());
            }
            return Matcher.quoteReplacement(value);
          });
    }

    private AssertionError mismatch(int line, String wanted) {
      return new AssertionError("line " + line + ": expected " + wanted + "\nbut came: " + text());
    }
  }
}
