package org.godwit.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user reads once everything runs. Pure. */
final class Banner {

  private Banner() {}

  /**
   * Returns the text, several lines.
   *
   * @param settings what was started
   * @param data absolute path of the data folder
   * @param took how long the start took, since the JVM began
   */
  static String text(StandaloneSettings settings, String data, Duration took) {
    Ports ports = settings.ports();
    String domain = settings.domains().getFirst();
    String front = "http://127.0.0.1:" + ports.front();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(Locale.ROOT, "Godwit is ready after %.1f s.", took.toMillis() / 1000.0));
    lines.add("");
    lines.add(
        line(
            "XMPP clients",
            hostAndPort(settings, ports.xmpp())
                + (settings.requireTls() ? " (STARTTLS required" : " (STARTTLS offered")
                + (settings.tls() == null ? ", self-signed certificate)" : ")")));
    lines.add(line("", hostAndPort(settings, ports.directTls()) + " (TLS from the first byte)"));
    lines.add(
        line("", "ws and wss://" + hostAndPort(settings, ports.websocket()) + "/xmpp-websocket"));
    lines.add(line("", "http and https://" + hostAndPort(settings, ports.bosh()) + "/http-bind"));
    lines.add(line("Domains", String.join(", ", settings.domains())));
    lines.add(line("Accounts", registration(settings, domain)));
    lines.add(line("", "or: curl -X POST " + front + "/api/v1/accounts \\"));
    lines.add(line("", "      -H 'Content-Type: application/json' \\"));
    lines.add(
        line("", "      -d '{\"account\":\"alice@" + domain + "\",\"password\":\"a-good-one\"}'"));
    lines.add(line("Health, REST", front + "/actuator/health"));
    lines.add(line("Kafka", kafka(settings)));
    lines.add(line("Data", data));
    lines.add(line("Stop", "Ctrl-C, or kill $(cat " + data + "/standalone.pid)"));
    lines.add("");
    return String.join("\n", lines);
  }

  private static String hostAndPort(StandaloneSettings settings, int port) {
    String host = settings.bind().getHostAddress();
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
  }

  private static String registration(StandaloneSettings settings, String domain) {
    return settings.registration()
        ? "register any name @" + domain + " with your client"
        : "clients may not register (GODWIT_REGISTRATION=closed)";
  }

  private static String kafka(StandaloneSettings settings) {
    return settings
        .options()
        .getOrDefault("spring.kafka.bootstrap-servers", "127.0.0.1:" + settings.ports().broker());
  }

  private static String line(String label, String value) {
    return String.format(Locale.ROOT, "  %-13s %s", label, value);
  }
}
