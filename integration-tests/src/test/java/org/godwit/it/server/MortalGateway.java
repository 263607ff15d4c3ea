package org.godwit.it.server;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.gateway.EdgeGatewayApplication;
import org.godwit.standalone.Ports;
import org.godwit.standalone.Service;
import org.godwit.testkit.MortalBus;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A gateway beside those of a {@link GodwitServer}, on its broker, that dies where a test wants it
 * to: from then on nothing of it reaches the bus, and nothing that it published comes back to it.
 * Its sockets stay open until it is buried, because nobody else reads what it had written to them.
 */
public final class MortalGateway implements ServerAddress, AutoCloseable {

  private final GodwitServer server;
  private final String id;
  private final Ports ports;
  private final MortalBus bus;
  private final ConfigurableApplicationContext context;

  private MortalGateway(
      GodwitServer server,
      String id,
      Ports ports,
      MortalBus bus,
      ConfigurableApplicationContext context) {
    this.server = server;
    this.id = id;
    this.ports = ports;
    this.bus = bus;
    this.context = context;
  }

  /** Starts one; a former life of the same id must be dead. */
  public static MortalGateway start(GodwitServer server, String id) {
    Ports ports = FreePorts.offset();
    AtomicReference<@Nullable MortalBus> bus = new AtomicReference<>();
    ConfigurableApplicationContext context =
        EdgeGatewayApplication.builder()
            .registerShutdownHook(false)
            .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(mortal(bus)))
            .run(arguments(server, id, ports));
    return new MortalGateway(server, id, ports, Objects.requireNonNull(bus.get()), context);
  }

  private static BeanPostProcessor mortal(AtomicReference<@Nullable MortalBus> made) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof KafkaStanzaBus kafka)) {
          return bean;
        }
        MortalBus mortal = MortalBus.on(kafka);
        made.set(mortal);
        return mortal;
      }
    };
  }

  private static String[] arguments(GodwitServer server, String id, Ports ports) {
    Ports others = server.ports();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.port", Integer.toString(ports.http(Service.GATEWAY)));
    properties.put("management.metrics.use-global-registry", "false");
    properties.put("xmpp.domains", "localhost");
    properties.put("xmpp.auth-client.url", "http://127.0.0.1:" + others.http(Service.AUTH));
    properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + others.broker());
    properties.put("xmpp.bus.partitions", "4");
    properties.put("xmpp.bus.consume.drain-timeout", "0s");
    properties.put("xmpp.gateway.id", id);
    properties.put("xmpp.gateway.c2s.port", Integer.toString(ports.xmpp()));
    properties.put("xmpp.gateway.direct-tls.enabled", "false");
    properties.put("xmpp.gateway.websocket.enabled", "false");
    properties.put("xmpp.gateway.bosh.enabled", "false");
    properties.put("xmpp.gateway.drain.deadline", "0s");
    properties.put("xmpp.gateway.tls.self-signed-folder", server.tls().toString());
    // A next life of it takes its topic over, so nobody has to wait until a lease runs out.
    properties.put("xmpp.gateway.lease.enabled", "false");
    return properties.entrySet().stream()
        .map(property -> "--" + property.getKey() + '=' + property.getValue())
        .toArray(String[]::new);
  }

  /** Returns its bus, by which it dies. */
  public MortalBus bus() {
    return bus;
  }

  /** Ends what is left of it and returns its next life. */
  public MortalGateway restart() {
    close();
    return start(server, id);
  }

  @Override
  public Ports ports() {
    return ports;
  }

  @Override
  public X509Certificate certificate() {
    return server.certificate();
  }

  @Override
  public void close() {
    bus.kill();
    context.close();
  }
}
