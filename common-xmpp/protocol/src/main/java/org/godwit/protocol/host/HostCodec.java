package org.godwit.protocol.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Virtual hosts as bytes: lines of {@code name=value} in UTF-8, the first being {@code format=1}. A
 * name may come more than once; names that a reader does not know it passes over. Pure.
 */
public final class HostCodec {

  private static final String FORMAT = "1";

  private HostCodec() {}

  /** Returns the bytes of {@code host}, without its name, which is the record's key. */
  public static byte[] encode(VirtualHost host) {
    StringBuilder text = new StringBuilder();
    line(text, "format", FORMAT);
    line(text, "revision", host.revision());
    line(text, "position", host.position());
    policy(text, host.policy());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the lines of {@code policy} alone. */
  public static String encode(HostPolicy policy) {
    StringBuilder text = new StringBuilder();
    policy(text, policy);
    return text.toString();
  }

  private static void policy(StringBuilder text, HostPolicy policy) {
    RegistrationMode registration = policy.registration();
    line(text, "anonymous", policy.anonymous());
    line(text, "registration", registration == null ? null : registration.text());
    line(text, "users-max", policy.usersMax() == 0 ? null : policy.usersMax());
    line(text, "tls-required", policy.tlsRequired());
    policy.mechanisms().forEach(mechanism -> line(text, "mechanism", mechanism));
    policy.modules().forEach(module -> line(text, "module", module));
    if (policy.filter().policy() != DomainFilter.Policy.ALL) {
      line(text, "filter", policy.filter().policy().text());
      new TreeSet<>(policy.filter().domains())
          .forEach(domain -> line(text, "filter-domain", domain));
    }
    line(text, "message-forward", policy.messageForward());
    line(text, "presence-forward", policy.presenceForward());
    new TreeSet<>(policy.components()).forEach(component -> line(text, "component", component));
  }

  private static void line(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append(name).append('=').append(value).append('\n');
    }
  }

  /** Returns the host that {@code bytes} describe, or null where they describe none. */
  public static @Nullable VirtualHost decode(String name, byte[] bytes) {
    Map<String, List<String>> lines = lines(new String(bytes, StandardCharsets.UTF_8));
    String revision = last(lines, "revision");
    String position = last(lines, "position");
    if (!FORMAT.equals(last(lines, "format")) || revision == null || position == null) {
      return null;
    }
    try {
      return new VirtualHost(name, revision, Long.parseLong(position), policy(lines));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the policy that {@code text} describes; what it does not know is as configured. */
  public static HostPolicy decodePolicy(String text) {
    return policy(lines(text));
  }

  private static Map<String, List<String>> lines(String text) {
    Map<String, List<String>> lines = new HashMap<>();
    text.lines()
        .forEach(line -> {
          int equals = line.indexOf('=');
          if (equals > 0) {
            lines
                .computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
                .add(line.substring(equals + 1));
          }
        });
    return lines;
  }

  private static HostPolicy policy(Map<String, List<String>> lines) {
    String registration = last(lines, "registration");
    String usersMax = last(lines, "users-max");
    return new HostPolicy(
        flag(lines, "anonymous"),
        registration == null ? null : RegistrationMode.of(registration),
        usersMax == null ? 0 : Integer.parseInt(usersMax),
        flag(lines, "tls-required"),
        all(lines, "mechanism"),
        all(lines, "module"),
        filter(lines),
        jid(lines, "message-forward"),
        jid(lines, "presence-forward"),
        new HashSet<>(all(lines, "component")));
  }

  /** A filter that is not known lets nothing pass: who wrote it wanted to keep something out. */
  private static DomainFilter filter(Map<String, List<String>> lines) {
    String text = last(lines, "filter");
    if (text == null) {
      return DomainFilter.ALL;
    }
    DomainFilter.Policy policy = DomainFilter.Policy.of(text);
    return new DomainFilter(
        policy == null ? DomainFilter.Policy.BLOCK : policy,
        new HashSet<>(all(lines, "filter-domain")));
  }

  private static @Nullable Boolean flag(Map<String, List<String>> lines, String name) {
    String text = last(lines, name);
    return text == null ? null : Boolean.valueOf(text);
  }

  private static @Nullable Jid jid(Map<String, List<String>> lines, String name) {
    String text = last(lines, name);
    return text == null ? null : Jid.parse(text);
  }

  private static List<String> all(Map<String, List<String>> lines, String name) {
    return lines.getOrDefault(name, List.of());
  }

  private static @Nullable String last(Map<String, List<String>> lines, String name) {
    List<String> values = all(lines, name);
    return values.isEmpty() ? null : values.getLast();
  }
}
