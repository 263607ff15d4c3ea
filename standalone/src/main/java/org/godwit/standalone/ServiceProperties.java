package org.godwit.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.standalone.StandaloneSettings.TlsFiles;

/**
 * What each service is told, beyond its own defaults. Pure.
 *
 * <p>These are the properties that a deployment on many machines sets too; standalone knows no
 * others.
 */
final class ServiceProperties {

  private static final String LOOPBACK = "127.0.0.1";

  private final StandaloneSettings settings;
  private final DataFolder folder;
  private final String bootstrapServers;

  ServiceProperties(StandaloneSettings settings, DataFolder folder, String bootstrapServers) {
    this.settings = settings;
    this.folder = folder;
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns the properties of {@code service}; the user's own options win. */
  Map<String, String> of(Service service) {
    Map<String, String> properties = common(settings.ports().http(service));
    properties.put("xmpp.domains", String.join(",", settings.domains()));
    properties.put("xmpp.admins", String.join(",", settings.admins()));
    properties.put("xmpp.auth-client.url", "http://" + LOOPBACK + ':' + authPort());
    properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
    properties.put("xmpp.bus.partitions", "4");
    switch (service) {
      case AUTH -> {
        h2(service, properties);
        properties.put(
            "xmpp.auth.registration.default", settings.registration() ? "open" : "closed");
        // The gateway offers PLAIN in the clear then, so auth-service must take it.
        properties.put(
            "xmpp.auth.sasl.plain-without-tls", Boolean.toString(!settings.requireTls()));
        properties.put(
            "xmpp.auth.user-data.url",
            "http://" + LOOPBACK + ':' + settings.ports().http(Service.SESSION));
        // Clients' tokens outlive the process.
        properties.put("xmpp.auth.sasl.seal-key-file", folder.sealKey().toString());
      }
      case SESSION, MUC -> h2(service, properties);
      case GATEWAY -> gateway(properties);
      case CHANNEL -> {}
    }
    settings.options().applyTo(service, properties);
    return properties;
  }

  /** Returns the properties of the front. */
  Map<String, String> ofFront() {
    Map<String, String> properties = common(settings.ports().front());
    String auth = "http://" + LOOPBACK + ':' + authPort();
    properties.put("xmpp.front.routes[/api/v1/accounts]", auth);
    properties.put("xmpp.front.routes[/api/v1/domains]", auth);
    properties.put("xmpp.front.routes[/api/v1/invites]", auth);
    properties.put("xmpp.front.routes[/api/v1/sessions]", auth);
    properties.put(
        "xmpp.front.routes[/api/v1/rosters]",
        "http://" + LOOPBACK + ':' + settings.ports().http(Service.SESSION));
    properties.put(
        "xmpp.front.routes[/api/v1/rooms]",
        "http://" + LOOPBACK + ':' + settings.ports().http(Service.MUC));
    return properties;
  }

  private static Map<String, String> common(int port) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.address", LOOPBACK);
    properties.put("server.port", Integer.toString(port));
    properties.put("spring.jmx.enabled", "false");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.main.log-startup-info", "false");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
    properties.put("management.metrics.use-global-registry", "false");
    return properties;
  }

  private void gateway(Map<String, String> properties) {
    String address = settings.bind().getHostAddress();
    Ports ports = settings.ports();
    listener(properties, "c2s", address, ports.xmpp());
    listener(properties, "direct-tls", address, ports.directTls());
    listener(properties, "websocket", address, ports.websocket());
    listener(properties, "bosh", address, ports.bosh());
    // Nobody else could adopt it, and losing a lease would end the whole process.
    properties.put("xmpp.gateway.lease.enabled", "false");
    // There is no other gateway that would have to be spared.
    properties.put("xmpp.gateway.drain.deadline", "500ms");
    properties.put("xmpp.gateway.tls.required", Boolean.toString(settings.requireTls()));
    properties.put("xmpp.gateway.sasl.plain-without-tls", Boolean.toString(!settings.requireTls()));
    properties.put("xmpp.gateway.tls.self-signed-folder", folder.tls().toString());
    TlsFiles tls = settings.tls();
    if (tls != null) {
      properties.put("xmpp.gateway.tls.certificate", tls.certificate().toString());
      properties.put("xmpp.gateway.tls.key", tls.key().toString());
    }
  }

  private static void listener(
      Map<String, String> properties, String name, String address, int port) {
    properties.put("xmpp.gateway." + name + ".bind-address", address);
    properties.put("xmpp.gateway." + name + ".port", Integer.toString(port));
  }

  private int authPort() {
    return settings.ports().http(Service.AUTH);
  }

  /**
   * WRITE_DELAY=0 writes each commit to the file before it returns: what was committed survives the
   * death of the process.
   */
  private void h2(Service service, Map<String, String> properties) {
    properties.put(
        "spring.datasource.url",
        "jdbc:h2:file:"
            + folder.database(service)
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    properties.put("spring.datasource.username", "sa");
    properties.put("spring.datasource.password", "");
  }
}
