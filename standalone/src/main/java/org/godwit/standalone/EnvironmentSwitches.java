package org.godwit.standalone;

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.godwit.protocol.jid.Jid;
import org.godwit.standalone.StandaloneSettings.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * Reads the switches {@code GODWIT_*}. Pure: the environment is an argument.
 *
 * <p>A switch that is absent or blank has its default.
 */
public final class EnvironmentSwitches {

  private final Map<String, String> environment;
  private final Predicate<Path> isReadable;

  /**
   * Takes the environment.
   *
   * @param environment the process's environment
   * @param isReadable tells whether a file is there and can be read
   */
  public EnvironmentSwitches(Map<String, String> environment, Predicate<Path> isReadable) {
    this.environment = environment;
    this.isReadable = isReadable;
  }

  /**
   * Returns what the switches say.
   *
   * @throws SettingsException where one of them is wrong
   */
  public StandaloneSettings settings() {
    InetAddress bind = address("GODWIT_BIND", "127.0.0.1");
    List<String> domains = domains();
    return new StandaloneSettings(
        path("GODWIT_DATA", value("GODWIT_DATA", "./data")),
        domains,
        bind,
        new Ports(portOffset()),
        admins(domains.getFirst()),
        isOneOf("GODWIT_REQUIRE_TLS", "true", "false", "true"),
        isOneOf(
            "GODWIT_REGISTRATION", "open", "closed", bind.isLoopbackAddress() ? "open" : "closed"),
        tls(),
        SpringOptions.parse(value("GODWIT_OPTS", "")));
  }

  private List<String> domains() {
    List<String> domains = list("GODWIT_DOMAINS", "localhost");
    List<String> normalised = new ArrayList<>(domains.size());
    for (String domain : domains) {
      Jid jid = Jid.parse(domain);
      if (jid == null || !jid.isDomain()) {
        throw wrong("GODWIT_DOMAINS", "a comma-separated list of domain names");
      }
      if (!normalised.contains(jid.domain())) {
        normalised.add(jid.domain());
      }
    }
    return normalised;
  }

  private List<String> admins(String domain) {
    List<String> admins = new ArrayList<>();
    for (String admin : list("GODWIT_ADMINS", "admin@" + domain)) {
      Jid jid = Jid.parse(admin);
      if (jid == null || jid.local() == null || !jid.isBare()) {
        throw wrong("GODWIT_ADMINS", "a comma-separated list of addresses like admin@example.org");
      }
      admins.add(jid.toString());
    }
    return admins;
  }

  private int portOffset() {
    String text = value("GODWIT_PORT_OFFSET", "0");
    try {
      int offset = Integer.parseInt(text);
      if (offset >= 0 && offset <= Ports.OFFSET_MAX) {
        return offset;
      }
    } catch (NumberFormatException e) {
      throw wrong("GODWIT_PORT_OFFSET", "a whole number from 0 to " + Ports.OFFSET_MAX);
    }
    throw wrong("GODWIT_PORT_OFFSET", "a whole number from 0 to " + Ports.OFFSET_MAX);
  }

  private InetAddress address(String key, String otherwise) {
    try {
      return InetAddress.ofLiteral(value(key, otherwise));
    } catch (IllegalArgumentException e) {
      throw wrong(key, "an IP address, such as 127.0.0.1 or 0.0.0.0");
    }
  }

  private boolean isOneOf(String key, String yes, String no, String otherwise) {
    String text = value(key, otherwise);
    if (text.equals(yes)) {
      return true;
    }
    if (text.equals(no)) {
      return false;
    }
    throw wrong(key, yes + " or " + no);
  }

  private @Nullable TlsFiles tls() {
    String certificate = value("GODWIT_TLS_CERT", "");
    String key = value("GODWIT_TLS_KEY", "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new SettingsException(
          "GODWIT_TLS_CERT is '"
              + certificate
              + "' and GODWIT_TLS_KEY is '"
              + key
              + "': both must be set, or neither.");
    }
    return new TlsFiles(readable("GODWIT_TLS_CERT", certificate), readable("GODWIT_TLS_KEY", key));
  }

  private Path readable(String key, String text) {
    Path path = path(key, text);
    if (!isReadable.test(path)) {
      throw wrong(key, "a PEM file that can be read");
    }
    return path;
  }

  private Path path(String key, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(key, "a path");
    }
  }

  private List<String> list(String key, String otherwise) {
    List<String> parts = new ArrayList<>();
    for (String part : value(key, otherwise).split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  private String value(String key, String otherwise) {
    String text = environment.get(key);
    return text == null || text.isBlank() ? otherwise : text.strip();
  }

  private SettingsException wrong(String key, String allowed) {
    return new SettingsException(
        key + " is '" + environment.get(key) + "': it must be " + allowed + ".");
  }
}
