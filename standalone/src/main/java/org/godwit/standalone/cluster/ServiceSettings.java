package org.godwit.standalone.cluster;

import java.util.Map;
import java.util.TreeMap;
import org.godwit.standalone.Service;
import org.godwit.standalone.StandaloneSettings;
import org.godwit.standalone.StandaloneSettings.TlsFiles;

/** What each service of a cluster is told, beyond its own defaults. Pure. */
final class ServiceSettings {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int COPIES_MAX = 3;

  private final ClusterSettings settings;
  private final String bootstrapServers;

  ServiceSettings(ClusterSettings settings, String bootstrapServers) {
    this.settings = settings;
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns the properties of an instance; the user's own options win. */
  Map<String, String> of(Service service, int instance) {
    StandaloneSettings server = settings.server();
    Map<String, String> properties = new TreeMap<>();
    properties.put("server.address", LOOPBACK);
    properties.put("server.port", Integer.toString(settings.ports().http(service, instance)));
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.org.apache.kafka", "warn");
    properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
    properties.put("xmpp.domains", String.join(",", server.domains()));
    properties.put("xmpp.admins", String.join(",", server.admins()));
    properties.put("xmpp.auth-client.url", authUrl(instance));
    properties.put(
        "xmpp.bus.replication-factor",
        Integer.toString(Math.min(settings.size().brokers(), COPIES_MAX)));
    switch (service) {
      case AUTH -> auth(properties);
      case SESSION -> database(properties, MariaDbFolder.SESSION_DATABASE);
      case MUC -> database(properties, MariaDbFolder.MUC_DATABASE);
      case GATEWAY -> gateway(properties, instance);
      case CHANNEL -> {}
    }
    server.options().applyTo(service, properties);
    return properties;
  }

  /** A client knows one address, so the instances are dealt out to the clients. */
  private String authUrl(int instance) {
    int auth = (instance - 1) % settings.size().auth() + 1;
    return "http://" + LOOPBACK + ':' + settings.ports().http(Service.AUTH, auth);
  }

  private void auth(Map<String, String> properties) {
    StandaloneSettings server = settings.server();
    database(properties, MariaDbFolder.AUTH_DATABASE);
    properties.put("xmpp.auth.sasl.seal-key-file", settings.folder().sealKey().toString());
    properties.put("xmpp.auth.sasl.plain-without-tls", Boolean.toString(!server.requireTls()));
    properties.put("xmpp.auth.registration.default", server.registration() ? "open" : "closed");
  }

  private void gateway(Map<String, String> properties, int instance) {
    StandaloneSettings server = settings.server();
    properties.put("xmpp.gateway.id", ClusterPlan.nameOf(Service.GATEWAY, instance));
    String address = settings.ports().xmppHost(instance);
    listener(properties, "c2s", address, settings.ports().xmpp());
    listener(properties, "direct-tls", address, settings.ports().directTls());
    listener(properties, "websocket", address, settings.ports().websocket());
    listener(properties, "bosh", address, settings.ports().bosh());
    properties.put("xmpp.gateway.tls.required", Boolean.toString(server.requireTls()));
    properties.put("xmpp.gateway.sasl.plain-without-tls", Boolean.toString(!server.requireTls()));
    properties.put("xmpp.gateway.tls.self-signed-folder", settings.folder().tls().toString());
    TlsFiles tls = server.tls();
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

  private void database(Map<String, String> properties, String name) {
    properties.put(
        "spring.datasource.url",
        "jdbc:mysql://"
            + LOOPBACK
            + ':'
            + settings.ports().database()
            + '/'
            + name
            + "?rewriteBatchedStatements=true&connectionTimeZone=UTC&sslMode=DISABLED"
            + "&allowPublicKeyRetrieval=true");
    properties.put("spring.datasource.username", MariaDbFolder.USER);
    properties.put("spring.datasource.password", MariaDbFolder.USER);
    // The server calls itself 5.5.5 towards Connector/J.
    String product = "spring.jpa.properties.jakarta.persistence.database-";
    properties.put(product + "product-name", "MariaDB");
    properties.put(product + "major-version", "10");
    properties.put(product + "minor-version", "11");
  }
}
